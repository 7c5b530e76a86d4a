// UTF-8 by table lookups on neighbouring bytes: J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction
// per byte", 2021.

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "levels.h"

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

// What two neighbouring bytes can have wrong: each table says what its half byte leaves possible.
enum {
    TOO_SHORT = 1 << 0,       // a leading byte, and no continuation behind it
    TOO_LONG = 1 << 1,        // a continuation behind ASCII
    OVERLONG_3 = 1 << 2,
    TOO_LARGE = 1 << 3,
    SURROGATE = 1 << 4,
    OVERLONG_2 = 1 << 5,
    TOO_LARGE_1000 = 1 << 6,
    OVERLONG_4 = 1 << 6,
    TWO_CONTINUATIONS = 1 << 7,
    ANY_LOW = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS,
};

#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

static inline __m256i high_half(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

static inline __m256i first_high(__m256i before)
{
    const __m256i table = TWICE(
        TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, (char)TWO_CONTINUATIONS,
        (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
        TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
    return _mm256_shuffle_epi8(table, high_half(before));
}

static inline __m256i first_low(__m256i before)
{
    const char large = (char)(ANY_LOW | TOO_LARGE | TOO_LARGE_1000);
    const __m256i table = TWICE(
        (char)(ANY_LOW | OVERLONG_2 | OVERLONG_3 | OVERLONG_4), (char)(ANY_LOW | OVERLONG_2), (char)ANY_LOW,
        (char)ANY_LOW, (char)(ANY_LOW | TOO_LARGE), large, large, large, large, large, large, large, large,
        (char)(large | SURROGATE), large, large);
    return _mm256_shuffle_epi8(table, _mm256_and_si256(before, _mm256_set1_epi8(0x0F)));
}

static inline __m256i second_high(__m256i bytes)
{
    const char follows = (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS);
    const __m256i table = TWICE(
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
        (char)(follows | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4), (char)(follows | OVERLONG_3 | TOO_LARGE),
        (char)(follows | SURROGATE | TOO_LARGE), (char)(follows | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT,
        TOO_SHORT, TOO_SHORT);
    return _mm256_shuffle_epi8(table, high_half(bytes));
}

// Not zero where something is wrong with these bytes behind those of `before`.
static inline __m256i wrong(__m256i bytes, __m256i before)
{
    __m256i across = _mm256_permute2x128_si256(before, bytes, 0x21);
    __m256i one = _mm256_alignr_epi8(bytes, across, 15);
    __m256i two = _mm256_alignr_epi8(bytes, across, 14);
    __m256i three = _mm256_alignr_epi8(bytes, across, 13);
    __m256i pair = _mm256_and_si256(_mm256_and_si256(first_high(one), first_low(one)), second_high(bytes));
    // Third and fourth bytes are the continuations that may follow a continuation, and they must.
    __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8((char)(0xE0 - 0x80)));
    __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8((char)(0xF0 - 0x80)));
    __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(must, pair);
}

// Not zero where a sequence goes on behind the last byte.
static inline __m256i open_sequence(__m256i bytes)
{
    const __m256i most = _mm256_setr_epi8(
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, (char)(0xF0 - 1), (char)(0xE0 - 1), (char)(0xC0 - 1));
    return _mm256_subs_epu8(bytes, most);
}

bool cbytescan_is_utf8_avx2(const uint8_t *bytes, size_t count)
{
    __m256i before = _mm256_setzero_si256();
    __m256i error = _mm256_setzero_si256();
    size_t at = 0;
    for (; at + 32 <= count; at += 32) {
        __m256i some = _mm256_loadu_si256((const __m256i *)(bytes + at));
        if (_mm256_movemask_epi8(some))
            error = _mm256_or_si256(error, wrong(some, before));
        else
            error = _mm256_or_si256(error, open_sequence(before));
        before = some;
    }
    // The last bytes, and a zero behind them in which no sequence may go on.
    uint8_t last[32] = {0};
    memcpy(last, bytes + at, count - at);
    __m256i some = _mm256_loadu_si256((const __m256i *)last);
    error = _mm256_or_si256(error, wrong(some, before));
    return _mm256_testz_si256(error, error);
}

#pragma clang attribute pop

#endif
