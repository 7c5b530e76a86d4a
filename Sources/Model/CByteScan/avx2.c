// 32 bytes at a time: x86-64 machines since about 2013. Compiled for all, called only where the machine has it.

#if defined(__x86_64__)

#include <immintrin.h>

#include "marks.h"

#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,pclmul,popcnt"))), apply_to = function)

struct seen {
    __m256i smallest, all;
    uint64_t quotes, returns;
};
#define SEEN_NOTHING {_mm256_set1_epi8(-1), _mm256_setzero_si256(), 0, 0}

INLINE uint64_t equal(__m256i low, __m256i high, char byte)
{
    __m256i each = _mm256_set1_epi8(byte);
    uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, each));
    uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, each));
    return (uint64_t)second << 32 | first;
}

INLINE struct marks look(const uint8_t *bytes, struct seen *seen)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
    __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
    seen->smallest = _mm256_min_epu8(seen->smallest, _mm256_min_epu8(low, high));
    seen->all = _mm256_or_si256(seen->all, _mm256_or_si256(low, high));
    struct marks marks = {
        .quotes = equal(low, high, '"'),
        .commas = equal(low, high, ','),
        .feeds = equal(low, high, '\n'),
        .returns = equal(low, high, '\r'),
    };
    seen->quotes |= marks.quotes;
    seen->returns |= marks.returns;
    return marks;
}

INLINE uint64_t seen_flags(const struct seen *seen)
{
    return (equal(seen->smallest, seen->smallest, 0) ? CBYTESCAN_NUL : 0)
        | (_mm256_movemask_epi8(seen->all) ? CBYTESCAN_NON_ASCII : 0) | (seen->quotes ? CBYTESCAN_QUOTE : 0)
        | (seen->returns ? CBYTESCAN_RETURN : 0);
}

// A product without carries with all ones.
INLINE uint64_t prefix_xor(uint64_t bits)
{
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)bits), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

// Eight at a time and often too many: cheaper than branches that nobody can predict.
INLINE uint32_t *write_ends(uint64_t bits, uint32_t origin, uint32_t *ends)
{
    unsigned count = (unsigned)_mm_popcnt_u64(bits);
    unsigned done = 0;
    do {
        for (unsigned index = done; index < done + 8; index++) {
            ends[index] = origin + (uint32_t)_tzcnt_u64(bits);
            bits = _blsr_u64(bits);
        }
        done += 8;
    } while (done < count);
    return ends + count;
}

#include "find.h"

size_t cbytescan_find_avx2(FIND_PARAMETERS)
{
    return find(state, bytes, count, origin, ends);
}

#pragma clang attribute pop

#endif
