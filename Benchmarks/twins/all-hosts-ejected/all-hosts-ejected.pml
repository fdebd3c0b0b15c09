// Outlier detection; see specs/incidents/all-hosts-ejected.mesh.
#include "../../models/each.h"
#ifndef HOSTS
#define HOSTS 2
#endif
#ifndef MAX_EJECTION_PERCENT
#define MAX_EJECTION_PERCENT 100
#endif
#define CONSECUTIVE 2
#define BASE_TIME 2
byte failures[HOSTS];
byte ejectedFor[HOSTS];
bool databaseIsUp = true;

#define COUNTED(h) + (ejectedFor[h] > 0)
#define EJECTED (0 WITH(HOSTS, COUNTED))
#define AGED(h) if :: ejectedFor[h] > 0 -> ejectedFor[h]-- :: else fi;
#define HOST(h) \
:: d_step { ejectedFor[h] == 0 -> \
    if \
    :: databaseIsUp -> failures[h] = 0 \
    :: !databaseIsUp && failures[h] + 1 < CONSECUTIVE -> failures[h]++ \
    :: !databaseIsUp && failures[h] + 1 >= CONSECUTIVE -> \
      if \
      :: (EJECTED + 1) * 100 <= MAX_EJECTION_PERCENT * HOSTS -> ejectedFor[h] = BASE_TIME \
      :: else \
      fi; \
      failures[h] = 0 \
    fi }

init {
  do
  :: d_step { databaseIsUp -> databaseIsUp = false }
  :: d_step { !databaseIsUp -> databaseIsUp = true }
  EACH(HOSTS, HOST)
  :: d_step { true -> OVER(HOSTS, AGED) skip }
  od
}
