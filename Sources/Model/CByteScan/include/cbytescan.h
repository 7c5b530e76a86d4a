// Finds where the cells of strict CSV (RFC 4180) end, many bytes at a time, and notices text that is not strict.

#ifndef BILLOW_CBYTESCAN_H
#define BILLOW_CBYTESCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Which instructions do the work. All levels give the same results.
enum {
    CBYTESCAN_PORTABLE = 0,
    CBYTESCAN_SSE2 = 1,
    CBYTESCAN_AVX2 = 2,
    CBYTESCAN_NEON = 3,
};

// What was seen since the state was made. Exact for the bytes scanned, and never taken back.
enum {
    CBYTESCAN_NUL = 1,
    CBYTESCAN_NON_ASCII = 2,
    CBYTESCAN_QUOTE = 4,
    CBYTESCAN_RETURN = 8,
    // A quote inside an unquoted cell, text behind a closing quote, or a carriage return without line feed.
    CBYTESCAN_NOT_STRICT = 16,
};

// What a scan must know of the bytes before. A record begins with CBYTESCAN_START.
struct cbytescan_state {
    // All bits set within a quoted cell.
    uint64_t inside;
    // 1 when the byte before ended a cell or closed a quote; closed a quote; was a carriage return outside of quotes.
    uint64_t after_end;
    uint64_t after_close;
    uint64_t after_return;
    uint64_t flags;
    // Line feeds that end records, and those within quoted cells.
    uint64_t records;
    uint64_t quoted_line_feeds;
};

#define CBYTESCAN_START ((struct cbytescan_state){.after_end = 1})

// The fastest level that this machine has, and whether it has one.
int cbytescan_best(void);
bool cbytescan_has(int level);

// Writes the offset of each comma and line feed outside of quotes, plus `origin`, in order, and returns how many.
// `ends` has room for `count + 64`; what lies behind the last one written is undefined. Reads `count` bytes only.
// A level that this machine lacks is replaced by the portable one.
size_t cbytescan_find(
    int level, struct cbytescan_state *state, const uint8_t *bytes, size_t count, uint32_t origin, uint32_t *ends);

// Whether the bytes are whole, shortest-form UTF-8 without surrogates.
bool cbytescan_is_utf8(int level, const uint8_t *bytes, size_t count);

#endif
