#include "levels.h"

bool cbytescan_has(int level)
{
    switch (level) {
    case CBYTESCAN_PORTABLE:
        return true;
#if defined(__x86_64__)
    case CBYTESCAN_SSE2:
        return true;
    case CBYTESCAN_AVX2:
        __builtin_cpu_init();
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
            && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("popcnt");
#endif
#if defined(__aarch64__)
    case CBYTESCAN_NEON:
        return true;
#endif
    default:
        return false;
    }
}

int cbytescan_best(void)
{
    for (int level = CBYTESCAN_NEON; level > CBYTESCAN_PORTABLE; level--)
        if (cbytescan_has(level)) return level;
    return CBYTESCAN_PORTABLE;
}

size_t cbytescan_find(int level, FIND_PARAMETERS)
{
    if (cbytescan_has(level)) {
        switch (level) {
#if defined(__x86_64__)
        case CBYTESCAN_SSE2:
            return cbytescan_find_sse2(state, bytes, count, origin, ends);
        case CBYTESCAN_AVX2:
            return cbytescan_find_avx2(state, bytes, count, origin, ends);
#endif
#if defined(__aarch64__)
        case CBYTESCAN_NEON:
            return cbytescan_find_neon(state, bytes, count, origin, ends);
#endif
        }
    }
    return cbytescan_find_portable(state, bytes, count, origin, ends);
}

bool cbytescan_is_utf8(int level, const uint8_t *bytes, size_t count)
{
#if defined(__x86_64__)
    if (level == CBYTESCAN_AVX2 && cbytescan_has(level)) return cbytescan_is_utf8_avx2(bytes, count);
#else
    (void)level;
#endif
    return cbytescan_is_utf8_portable(bytes, count);
}
