// 16 bytes at a time: every 64-bit ARM machine.

#if defined(__aarch64__)

#include <arm_neon.h>

#include "marks.h"

struct seen {
    uint8x16_t smallest, all;
    uint64_t quotes, returns;
};
#define SEEN_NOTHING {vdupq_n_u8(0xFF), vdupq_n_u8(0), 0, 0}

// One bit of each of 64 bytes that are all ones or all zeros: within eight bytes each keeps another bit, and three
// rounds of adding neighbours bring eight together.
INLINE uint64_t gather(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d)
{
    const uint8x16_t bit = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t ab = vpaddq_u8(vandq_u8(a, bit), vandq_u8(b, bit));
    uint8x16_t cd = vpaddq_u8(vandq_u8(c, bit), vandq_u8(d, bit));
    uint8x16_t all = vpaddq_u8(ab, cd);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

INLINE uint64_t equal(const uint8x16_t bytes[4], uint8_t byte)
{
    uint8x16_t each = vdupq_n_u8(byte);
    return gather(
        vceqq_u8(bytes[0], each), vceqq_u8(bytes[1], each), vceqq_u8(bytes[2], each), vceqq_u8(bytes[3], each));
}

INLINE struct marks look(const uint8_t *bytes, struct seen *seen)
{
    uint8x16_t some[4];
    for (unsigned index = 0; index < 4; index++) {
        some[index] = vld1q_u8(bytes + 16 * index);
        seen->smallest = vminq_u8(seen->smallest, some[index]);
        seen->all = vorrq_u8(seen->all, some[index]);
    }
    struct marks marks = {
        .quotes = equal(some, '"'),
        .commas = equal(some, ','),
        .feeds = equal(some, '\n'),
        .returns = equal(some, '\r'),
    };
    seen->quotes |= marks.quotes;
    seen->returns |= marks.returns;
    return marks;
}

INLINE uint64_t seen_flags(const struct seen *seen)
{
    return (vminvq_u8(seen->smallest) == 0 ? CBYTESCAN_NUL : 0)
        | (vmaxvq_u8(seen->all) >= 0x80 ? CBYTESCAN_NON_ASCII : 0) | (seen->quotes ? CBYTESCAN_QUOTE : 0)
        | (seen->returns ? CBYTESCAN_RETURN : 0);
}

#define prefix_xor prefix_xor_by_shifts
#define write_ends write_ends_one_by_one
#include "find.h"

size_t cbytescan_find_neon(FIND_PARAMETERS)
{
    return find(state, bytes, count, origin, ends);
}

#endif
