// Eight bytes at a time in general registers: what every machine can do, and what the other levels are tested against.

#include "marks.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the first byte must be the lowest"
#endif

#define EACH(byte) ((byte) * UINT64_C(0x0101010101010101))

struct seen {
    uint64_t nuls, all, quotes, returns;
};
#define SEEN_NOTHING {0, 0, 0, 0}

// The highest bit of each byte that is zero.
INLINE uint64_t zeros(uint64_t word)
{
    return ~(((word & EACH(0x7F)) + EACH(0x7F)) | word | EACH(0x7F));
}

// The highest bits of eight bytes as eight bits.
INLINE uint64_t gather(uint64_t highest)
{
    return (highest >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

INLINE struct marks look(const uint8_t *bytes, struct seen *seen)
{
    struct marks marks = {0, 0, 0, 0};
    for (unsigned at = 0; at < 64; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        marks.quotes |= gather(zeros(word ^ EACH('"'))) << at;
        marks.commas |= gather(zeros(word ^ EACH(','))) << at;
        marks.feeds |= gather(zeros(word ^ EACH('\n'))) << at;
        marks.returns |= gather(zeros(word ^ EACH('\r'))) << at;
        seen->nuls |= zeros(word);
        seen->all |= word;
    }
    seen->quotes |= marks.quotes;
    seen->returns |= marks.returns;
    return marks;
}

INLINE uint64_t seen_flags(const struct seen *seen)
{
    return (seen->nuls ? CBYTESCAN_NUL : 0) | (seen->all & EACH(0x80) ? CBYTESCAN_NON_ASCII : 0)
        | (seen->quotes ? CBYTESCAN_QUOTE : 0) | (seen->returns ? CBYTESCAN_RETURN : 0);
}

#define prefix_xor prefix_xor_by_shifts
#define write_ends write_ends_one_by_one
#include "find.h"

size_t cbytescan_find_portable(FIND_PARAMETERS)
{
    return find(state, bytes, count, origin, ends);
}

// Length of the sequence at `bytes` of which `count` are there; 0 when it is no UTF-8.
static inline size_t sequence(const uint8_t *bytes, size_t count)
{
    uint8_t first = bytes[0];
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (count < length) return 0;
    for (size_t at = 1; at < length; at++)
        if ((bytes[at] & 0xC0) != 0x80) return 0;
    // The second byte rules out longer forms than needed, surrogates, and what lies behind U+10FFFF.
    uint8_t second = bytes[1];
    if (first == 0xE0 && second < 0xA0) return 0;
    if (first == 0xED && second > 0x9F) return 0;
    if (first == 0xF0 && second < 0x90) return 0;
    if (first == 0xF4 && second > 0x8F) return 0;
    return length;
}

bool cbytescan_is_utf8_portable(const uint8_t *bytes, size_t count)
{
    size_t at = 0;
    while (at < count) {
        uint64_t word;
        if (count - at >= sizeof word) {
            memcpy(&word, bytes + at, sizeof word);
            if (!(word & EACH(0x80))) {
                at += sizeof word;
                continue;
            }
        }
        size_t length = sequence(bytes + at, count - at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}
