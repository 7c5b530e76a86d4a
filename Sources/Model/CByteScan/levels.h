#ifndef BILLOW_CBYTESCAN_LEVELS_H
#define BILLOW_CBYTESCAN_LEVELS_H

#include "cbytescan.h"

#define FIND_PARAMETERS \
    struct cbytescan_state *state, const uint8_t *bytes, size_t count, uint32_t origin, uint32_t *ends

size_t cbytescan_find_portable(FIND_PARAMETERS);
bool cbytescan_is_utf8_portable(const uint8_t *bytes, size_t count);

#if defined(__x86_64__)
size_t cbytescan_find_sse2(FIND_PARAMETERS);
size_t cbytescan_find_avx2(FIND_PARAMETERS);
bool cbytescan_is_utf8_avx2(const uint8_t *bytes, size_t count);
#endif
#if defined(__aarch64__)
size_t cbytescan_find_neon(FIND_PARAMETERS);
#endif

#endif
