/* The inner loops of the near-duplicate search, compiled where a compiler is at hand.

   Each has a twin in Python and numpy with equal results, bit for bit; `tests/unit/test_kernels.py` holds them
   to one another. Plain C without libraries, called through ctypes with arrays of numpy; nothing here keeps
   memory beyond a call, and no call trusts a length that it was not given. */

#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC __attribute__((visibility("default")))
#endif

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

enum { PARTS = 0, DROPPED = 1, LONGER = 2, UNSEEN = 3 };
#define ALONE 0x80000000u

static inline uint64_t mixed(uint64_t x, int before, uint64_t by, int after) {
    x ^= x >> before;
    x *= by;
    x ^= x >> after;
    return x;
}

/* A word in the making: `last` is where its latest character stands, `alone` that nothing may follow. */
typedef struct {
    uint64_t hash, power;
    int64_t found, last;
    int open, alone;
} Word;

/* Takes one folded character that stands at `place`. */
static inline void feed(Word *word, uint32_t folded, int64_t place, uint64_t base, uint64_t mix, uint64_t *hashes,
                        int64_t *starts, int64_t *ends) {
    if (word->open && (folded == PARTS || folded >= ALONE || word->alone)) {
        hashes[word->found] = mixed(word->hash, 32, mix, 29);
        ends[word->found++] = place > word->last ? place : word->last + 1;
        word->open = 0;
    }
    if (folded == PARTS) return;
    if (!word->open) {
        starts[word->found] = place;
        word->hash = 0;
        word->power = 1;
        word->open = 1;
        word->alone = folded >= ALONE;
    }
    word->hash += (uint64_t)(folded & ~ALONE) * word->power;
    word->power *= base;
    word->last = place;
}

/* The hashed words of `codes`, with where they start and end. What folds to several characters is looked up in
   `longer` (sorted; entry n is written out at `written[edges[n]]` up to the next). Returns how many words there
   are, or -1 - n where the table does not know code n, or the least number there is where `room` is too little. */
PUBLIC int64_t tawatur_words(const uint32_t *codes, int64_t count, const uint32_t *table, const uint32_t *longer,
                             int64_t longers, const int64_t *edges, const uint32_t *written, uint64_t base,
                             uint64_t mix, uint64_t *hashes, int64_t *starts, int64_t *ends, int64_t room) {
    Word word = {0, 0, 0, 0, 0, 0};
    for (int64_t n = 0; n < count; n++) {
        const uint32_t code = codes[n];
        if (word.found + 2 > room) return INT64_MIN;
        if (code > 0x10FFFF) return -1 - n;
        const uint32_t folded = table[code];
        if (folded == DROPPED) continue;
        if (folded == UNSEEN) return -1 - n;
        if (folded != LONGER) {
            feed(&word, folded, n, base, mix, hashes, starts, ends);
            continue;
        }
        int64_t low = 0, high = longers;
        while (low < high) {
            const int64_t middle = (low + high) / 2;
            if (longer[middle] < code) low = middle + 1;
            else high = middle;
        }
        if (low == longers || longer[low] != code) return -1 - n;
        if (word.found + 2 + edges[low + 1] - edges[low] > room) return INT64_MIN;
        for (int64_t at = edges[low]; at < edges[low + 1]; at++)
            if (written[at] != DROPPED) feed(&word, written[at], n, base, mix, hashes, starts, ends);
    }
    if (word.open) feed(&word, PARTS, count, base, mix, hashes, starts, ends);
    return word.found;
}

/* The shingles of some texts as numbers of which the upper half is part of the key and the lower half the text,
   sorted into buckets by the first `bits` of the key; `edges` receives where each bucket begins. Texts of at most
   `brief` words give every two words in a row too. There has to be room for twice the words. */
PUBLIC int64_t tawatur_entries(const uint64_t *words, const int64_t *bounds, int64_t texts, uint64_t first,
                               int size, int brief, const uint64_t *steps, uint64_t mix, int bits, uint64_t *keys,
                               uint64_t *entries, int64_t *edges) {
    const int64_t buckets = (int64_t)1 << bits;
    int64_t count = 0;
    int64_t *next = calloc((size_t)buckets, sizeof *next);
    if (!next) return -1;
    memset(edges, 0, (size_t)(buckets + 1) * sizeof *edges);
    for (int64_t text = 0; text < texts; text++) {
        const int64_t begin = bounds[text], length = bounds[text + 1] - begin;
        for (int width = length < size ? (int)length : size; width > 0; width--) {
            for (int64_t at = begin; at + width <= begin + length; at++) {
                uint64_t key = 0;
                for (int step = 0; step < width; step++) key += words[at + step] * steps[step];
                key = mixed(key, 33, mix, 29);
                keys[2 * count] = key;
                keys[2 * count++ + 1] = first + (uint64_t)text;
                edges[(bits ? key >> (64 - bits) : 0) + 1]++;
            }
            if (width < 3 || length > brief) break;
        }
    }
    for (int64_t bucket = 0; bucket < buckets; bucket++) edges[bucket + 1] += edges[bucket];
    memcpy(next, edges, (size_t)buckets * sizeof *next);
    for (int64_t at = 0; at < count; at++) {
        const uint64_t key = keys[2 * at];
        entries[next[bits ? key >> (64 - bits) : 0]++] = ((key << bits) & 0xFFFFFFFF00000000u) | keys[2 * at + 1];
    }
    free(next);
    return count;
}

/* ------------------------------------------------------------------------------------- how alike two texts are

   The words and shingles of one text stand in an open-addressed table with how often each is there; those of
   the other are looked up, and each counts as often as both have it. */

typedef struct {
    uint64_t key;
    uint32_t owner; /* which text put it there: an old one makes the place free */
    uint32_t times;
    uint32_t reader;
    uint32_t used;
} Place;

static inline Place *place_of(Place *places, uint64_t mask, uint64_t key, uint32_t owner) {
    uint64_t at = (key * 0x9E3779B97F4A7C15u) >> 20 & mask;
    while (places[at].owner == owner && places[at].key != key) at = (at + 1) & mask;
    return &places[at];
}

static inline void put(Place *places, uint64_t mask, uint64_t key, uint32_t owner) {
    Place *place = place_of(places, mask, key, owner);
    if (place->owner != owner) {
        place->owner = owner;
        place->key = key;
        place->times = 0;
        place->reader = 0;
    }
    place->times++;
}

static inline int take(Place *places, uint64_t mask, uint64_t key, uint32_t owner, uint32_t reader) {
    Place *place = place_of(places, mask, key, owner);
    if (place->owner != owner) return 0;
    if (place->reader != reader) {
        place->reader = reader;
        place->used = 0;
    }
    if (place->used == place->times) return 0;
    place->used++;
    return 1;
}

/* A key of three words in a row; words have 32 bits, so that bit 62 tells the keys of shingles from words. */
static inline uint64_t shingle(const uint32_t *words, int width, const uint64_t *steps, uint64_t mix) {
    uint64_t key = 0;
    for (int step = 0; step < width; step++) key += words[step] * steps[step];
    return mixed(key, 33, mix, 29) >> 16 | (uint64_t)1 << 62;
}

static void put_words(Place *places, uint64_t mask, const uint32_t *words, int64_t count, uint32_t owner) {
    for (int64_t at = 0; at < count; at++) put(places, mask, words[at], owner);
}

static int64_t weighed(const uint32_t *words, int64_t count, const uint16_t *weights, uint32_t slots) {
    int64_t sum = 0;
    for (int64_t at = 0; at < count; at++) sum += weights[words[at] & (slots - 1)];
    return sum;
}

/* For every pair of texts: the weight of the words that both have, the weights of all words of the first and of
   the second, and how many shingles both have, 0 where the shared words weigh less than `least` of the lighter
   text's. Pairs with one first text should stand together; there have to be fewer than 2^32. Returns 0, or -1
   where memory is short. */
PUBLIC int tawatur_shared(const uint32_t *words, const int64_t *begins, const int64_t *ends, const int64_t *first,
                          const int64_t *second, int64_t pairs, const uint16_t *weights, uint32_t slots, int size,
                          const uint64_t *steps, uint64_t mix, double least, int64_t *found) {
    int64_t longest = 0;
    for (int64_t n = 0; n < pairs; n++) {
        const int64_t length = ends[first[n]] - begins[first[n]];
        if (length > longest) longest = length;
    }
    uint64_t room = 64;
    while (room < (uint64_t)longest * 4) room *= 2;
    Place *places = calloc(room, sizeof *places);
    if (!places) return -1;
    uint32_t owner = 0;
    uint64_t mask = 0;
    int64_t held = -1, whole = 0, shingled = 0;
    for (int64_t n = 0; n < pairs; n++) {
        const uint32_t *one = words + begins[first[n]], *two = words + begins[second[n]];
        const int64_t length = ends[first[n]] - begins[first[n]], other = ends[second[n]] - begins[second[n]];
        const uint32_t reader = (uint32_t)n + 1;
        if (n + 8 < pairs) { /* the second texts stand anywhere: ask for them before they are needed */
            PREFETCH(&begins[second[n + 8]]);
            const uint32_t *coming = words + begins[second[n + 4]];
            PREFETCH(coming);
            PREFETCH(coming + 16);
            PREFETCH(coming + 32);
        }
        if (first[n] != held) {
            held = first[n];
            owner++;
            shingled = 0;
            for (mask = 64; mask < (uint64_t)length * 4; mask *= 2) {}
            mask--;
            put_words(places, mask, one, length, owner);
            whole = weighed(one, length, weights, slots);
        }
        int64_t shared = 0, total = 0, runs = 0;
        for (int64_t at = 0; at < other; at++) {
            const int64_t weight = weights[two[at] & (slots - 1)];
            total += weight;
            if (take(places, mask, two[at], owner, reader)) shared += weight;
        }
        if ((double)shared >= least * (double)(whole < total ? whole : total)) {
            int width = length < size ? (int)length : size;
            for (int64_t at = 0; !shingled && width && at + width <= length; at++)
                put(places, mask, shingle(one + at, width, steps, mix), owner);
            shingled = 1;
            width = other < size ? (int)other : size;
            for (int64_t at = 0; width && at + width <= other; at++)
                runs += take(places, mask, shingle(two + at, width, steps, mix), owner, reader);
        }
        found[n] = shared;
        found[pairs + n] = whole;
        found[2 * pairs + n] = total;
        found[3 * pairs + n] = runs;
    }
    free(places);
    return 0;
}

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_compiled", NULL, 0, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__compiled(void) { return PyModule_Create(&module); }
