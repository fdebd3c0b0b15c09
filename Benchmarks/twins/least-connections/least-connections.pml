// Least connections; see specs/components/least-connections.mesh.
#include "../../models/each.h"
#define BACKENDS 3
#define REQUESTS 2
bool members[BACKENDS];
byte underWay[BACKENDS];

#define FEWER(o, b) && (!members[o] || underWay[b] < underWay[o] || underWay[b] == underWay[o] && b <= o)
#define BACKEND(b) \
:: d_step { !members[b] -> members[b] = true } \
:: d_step { members[b] -> members[b] = false } \
:: d_step { underWay[b] > 0 -> underWay[b]-- } \
:: d_step { members[b] && underWay[b] < REQUESTS WITH(BACKENDS, FEWER, b) -> underWay[b]++ }

init {
  do
  EACH(BACKENDS, BACKEND)
  od
}
