#include "carrow.h"

// Drivers are built by others: a layout that differs in one word would be read as garbage, so the build checks it.
_Static_assert(sizeof(struct ArrowSchema) == 7 * 8 + 2 * sizeof(void *), "ArrowSchema has nine words");
_Static_assert(sizeof(struct ArrowArray) == 8 * 8 + 2 * sizeof(void *), "ArrowArray has ten words");
_Static_assert(sizeof(struct ArrowArrayStream) == 5 * sizeof(void *), "ArrowArrayStream has five words");
