#ifndef BILLOW_CBYTESCAN_MARKS_H
#define BILLOW_CBYTESCAN_MARKS_H

#include <string.h>

#include "levels.h"

// The state of the loop stays in registers only when all of it is one function.
#define INLINE static inline __attribute__((always_inline))

// Of 64 bytes, which are quotes, commas, line feeds, carriage returns: the lowest bit is the first byte.
struct marks {
    uint64_t quotes, commas, feeds, returns;
};

INLINE uint64_t prefix_xor_by_shifts(uint64_t bits)
{
    for (unsigned width = 1; width < 64; width *= 2) bits ^= bits << width;
    return bits;
}

INLINE uint32_t *write_ends_one_by_one(uint64_t bits, uint32_t origin, uint32_t *ends)
{
    for (; bits; bits &= bits - 1) *ends++ = origin + (uint32_t)__builtin_ctzll(bits);
    return ends;
}

#endif
