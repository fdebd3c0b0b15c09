// Counters of a service; see specs/theorems/metrics-count.mesh.
#include "../../models/each.h"
#ifndef WORKERS
#define WORKERS 3
#endif
#ifndef REQUESTS
#define REQUESTS 4
#endif
bool serving[WORKERS];
byte came, scraped, went[2];

#define WORKER(w) \
:: d_step { !serving[w] && came < REQUESTS -> serving[w] = true; came++ } \
:: d_step { serving[w] -> serving[w] = false; went[0]++ } \
:: d_step { serving[w] -> serving[w] = false; went[1]++ }

init {
  do
  EACH(WORKERS, WORKER)
  :: d_step { true -> scraped = came - went[0] - went[1] }
  od
}
