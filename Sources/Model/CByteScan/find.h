// The finder's loop, the same for all levels. A level's file includes it after it has defined, for 64 bytes at once:
//
//   static inline struct marks look(const uint8_t *bytes, struct seen *seen);   // which bytes are what, as bit masks
//   static inline uint64_t prefix_xor(uint64_t bits);                           // bit i: parity of the bits 0…i
//   static inline uint64_t seen_flags(const struct seen *seen);                 // CBYTESCAN_NUL, CBYTESCAN_NON_ASCII
//   static inline uint32_t *write_ends(uint64_t bits, uint32_t origin, uint32_t *ends);

static inline uint32_t *step(
    struct cbytescan_state *state, struct marks marks, unsigned count, uint32_t origin, uint32_t *ends)
{
    // An opening quote counts as inside, a closing one as outside. A doubled quote closes and opens again.
    uint64_t inside = prefix_xor(marks.quotes) ^ state->inside;
    uint64_t opening = marks.quotes & inside;
    uint64_t closing = marks.quotes & ~inside;
    uint64_t feeds = marks.feeds & ~inside;
    uint64_t returns = marks.returns & ~inside;
    uint64_t found = (marks.commas & ~inside) | feeds;

    uint64_t after_end = (found | closing) << 1 | state->after_end;
    uint64_t after_close = closing << 1 | state->after_close;
    uint64_t after_return = returns << 1 | state->after_return;
    uint64_t wrong = (opening & ~after_end) | (after_close & ~(found | opening | returns)) | (after_return & ~feeds);
    // What follows the last of fewer than 64 bytes is not known yet.
    wrong &= ~UINT64_C(0) >> (64 - count);

    state->inside = (uint64_t)((int64_t)inside >> 63);
    state->after_end = (found | closing) >> (count - 1) & 1;
    state->after_close = closing >> (count - 1) & 1;
    state->after_return = returns >> (count - 1) & 1;
    state->flags |= (wrong ? CBYTESCAN_NOT_STRICT : 0) | (marks.quotes ? CBYTESCAN_QUOTE : 0)
        | (marks.returns ? CBYTESCAN_RETURN : 0);
    state->records += (uint64_t)__builtin_popcountll(feeds);
    uint64_t quoted_feeds = marks.feeds & inside;
    if (quoted_feeds) state->quoted_line_feeds += (uint64_t)__builtin_popcountll(quoted_feeds);
    return write_ends(found, origin, ends);
}

static inline size_t find(FIND_PARAMETERS)
{
    // A copy that the compiler may keep in registers: the positions written could overlap the caller's.
    struct cbytescan_state now = *state;
    struct seen seen = SEEN_NOTHING;
    uint32_t *end = ends;
    size_t at = 0;
    for (; at + 64 <= count; at += 64)
        end = step(&now, look(bytes + at, &seen), 64, origin + (uint32_t)at, end);
    if (at < count) {
        uint8_t last[64];
        memset(last, ' ', sizeof last);
        memcpy(last, bytes + at, count - at);
        end = step(&now, look(last, &seen), (unsigned)(count - at), origin + (uint32_t)at, end);
    }
    now.flags |= seen_flags(&seen);
    *state = now;
    return (size_t)(end - ends);
}
