// Leases and self-preservation; see specs/incidents/ghost-registration.mesh.
#include "../../models/each.h"
#ifndef INSTANCES
#define INSTANCES 2
#endif
#ifndef LEASE
#define LEASE 2
#endif
#ifndef THRESHOLD
#define THRESHOLD 85
#endif
bool alive[INSTANCES];
bool registered[INSTANCES];
byte age[INSTANCES];
hidden byte renewing, there;

#define EXPIRED(i) (LEASE > 0 && age[i] >= LEASE)
#define AGED(i) \
  if \
  :: alive[i] -> age[i] = 0 \
  :: !alive[i] && registered[i] && !EXPIRED(i) && age[i] < 3 -> age[i]++ \
  :: else \
  fi;
#define SEEN(i) there = there + registered[i]; renewing = renewing + (registered[i] && !EXPIRED(i));
#define EVICTED(i) if :: EXPIRED(i) -> registered[i] = false; age[i] = 0 :: else fi;
#define INSTANCE(i) \
:: d_step { !alive[i] -> alive[i] = true; registered[i] = true; age[i] = 0 } \
:: d_step { alive[i] -> alive[i] = false; registered[i] = false; age[i] = 0 } \
:: d_step { alive[i] -> alive[i] = false }

init {
  do
  EACH(INSTANCES, INSTANCE)
  :: d_step { true ->
      WITH(INSTANCES, AGED)
      renewing = 0; there = 0;
      OVER(INSTANCES, SEEN)
      if
      :: !(renewing * 100 < THRESHOLD * there) -> WITH(INSTANCES, EVICTED) skip
      :: else
      fi }
  od
}
