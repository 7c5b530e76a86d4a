#include <isa-l/igzip_lib.h>

/* Made of macros that Swift does not import. */
static const uint32_t isal_level3_buffer_bytes = ISAL_DEF_LVL3_DEFAULT;
