// 16 bytes at a time: every x86-64 machine.

#if defined(__x86_64__)

#include <emmintrin.h>

#include "marks.h"

struct seen {
    __m128i smallest, all;
    uint64_t quotes, returns;
};
#define SEEN_NOTHING {_mm_set1_epi8(-1), _mm_setzero_si128(), 0, 0}

INLINE uint64_t equal(__m128i bytes, char byte)
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte)));
}

INLINE struct marks look(const uint8_t *bytes, struct seen *seen)
{
    struct marks marks = {0, 0, 0, 0};
    for (unsigned at = 0; at < 64; at += 16) {
        __m128i some = _mm_loadu_si128((const __m128i *)(bytes + at));
        marks.quotes |= equal(some, '"') << at;
        marks.commas |= equal(some, ',') << at;
        marks.feeds |= equal(some, '\n') << at;
        marks.returns |= equal(some, '\r') << at;
        seen->smallest = _mm_min_epu8(seen->smallest, some);
        seen->all = _mm_or_si128(seen->all, some);
    }
    seen->quotes |= marks.quotes;
    seen->returns |= marks.returns;
    return marks;
}

INLINE uint64_t seen_flags(const struct seen *seen)
{
    return (equal(seen->smallest, 0) ? CBYTESCAN_NUL : 0)
        | (_mm_movemask_epi8(seen->all) ? CBYTESCAN_NON_ASCII : 0) | (seen->quotes ? CBYTESCAN_QUOTE : 0)
        | (seen->returns ? CBYTESCAN_RETURN : 0);
}

#define prefix_xor prefix_xor_by_shifts
#define write_ends write_ends_one_by_one
#include "find.h"

size_t cbytescan_find_sse2(FIND_PARAMETERS)
{
    return find(state, bytes, count, origin, ends);
}

#endif
