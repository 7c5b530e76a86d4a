// The finder's loop, the same for all levels. A level's file includes it after it has defined, for 64 bytes at once:
//
//   INLINE struct marks look(const uint8_t *bytes, struct seen *seen);   // which bytes are what, as bit masks
//   INLINE uint64_t prefix_xor(uint64_t bits);                           // bit i: parity of the bits 0…i
//   INLINE uint64_t seen_flags(const struct seen *seen);                 // of NUL, NON_ASCII, QUOTE, RETURN
//   INLINE uint32_t *write_ends(uint64_t bits, uint32_t origin, uint32_t *ends);

// Which of 64 bytes end cells; notices what is not strict.
INLINE uint64_t step(struct cbytescan_state *state, struct marks marks, unsigned count)
{
    // An opening quote counts as inside, a closing one as outside. A doubled quote closes and opens again.
    uint64_t inside = prefix_xor(marks.quotes) ^ state->inside;
    uint64_t opening = marks.quotes & inside;
    uint64_t closing = marks.quotes & ~inside;
    uint64_t feeds = marks.feeds & ~inside;
    uint64_t found = (marks.commas & ~inside) | feeds;
    uint64_t before_open = found | closing;
    uint64_t behind_close = found | opening;
    uint64_t wrong = 0;

    // Most files have none at all.
    if (marks.returns | state->after_return) {
        uint64_t returns = marks.returns & ~inside;
        wrong = (returns << 1 | state->after_return) & ~feeds;
        behind_close |= returns;
        state->after_return = returns >> (count - 1) & 1;
    }
    wrong |= opening & ~(before_open << 1 | state->after_end);
    wrong |= (closing << 1 | state->after_close) & ~behind_close;
    // What follows the last of fewer than 64 bytes is not known yet.
    wrong &= ~UINT64_C(0) >> (64 - count);
    if (wrong) state->flags |= CBYTESCAN_NOT_STRICT;

    state->inside = (uint64_t)((int64_t)inside >> 63);
    state->after_end = before_open >> (count - 1) & 1;
    state->after_close = closing >> (count - 1) & 1;
    state->records += (uint64_t)__builtin_popcountll(feeds);
    uint64_t quoted_feeds = marks.feeds & inside;
    if (quoted_feeds) state->quoted_line_feeds += (uint64_t)__builtin_popcountll(quoted_feeds);
    return found;
}

// Finding and writing take turns: together they need more registers than there are.
enum { BATCH = 32 };

INLINE size_t find(FIND_PARAMETERS)
{
    // A copy that the compiler may keep in registers: what is written could overlap the caller's.
    struct cbytescan_state now = *state;
    struct seen seen = SEEN_NOTHING;
    uint32_t *end = ends;
    uint64_t found[BATCH];
    size_t at = 0;
    while (at + 64 <= count) {
        size_t batch = (count - at) / 64 < BATCH ? (count - at) / 64 : BATCH;
        for (size_t index = 0; index < batch; index++)
            found[index] = step(&now, look(bytes + at + 64 * index, &seen), 64);
        for (size_t index = 0; index < batch; index++)
            end = write_ends(found[index], origin + (uint32_t)(at + 64 * index), end);
        at += 64 * batch;
    }
    if (at < count) {
        uint8_t last[64];
        memset(last, ' ', sizeof last);
        memcpy(last, bytes + at, count - at);
        uint64_t rest = step(&now, look(last, &seen), (unsigned)(count - at));
        end = write_ends(rest, origin + (uint32_t)at, end);
    }
    now.flags |= seen_flags(&seen);
    *state = now;
    return (size_t)(end - ends);
}
