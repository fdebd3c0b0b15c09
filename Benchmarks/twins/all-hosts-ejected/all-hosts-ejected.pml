// Outlier detection; see specs/incidents/all-hosts-ejected.mesh.
#include "../../models/each.h"
#ifndef HOSTS
#define HOSTS 2
#endif
#ifndef MAX_EJECTION_PERCENT
#define MAX_EJECTION_PERCENT 100
#endif
#define CONSECUTIVE 2
#define BASE_TIME 1
#define MAX_TIME 2
byte failures[HOSTS];
byte ejectedFor[HOSTS];
byte backoff[HOSTS];
bool databaseIsUp = true;

#define COUNTED(h) + (ejectedFor[h] > 0)
#define EJECTED (0 WITH(HOSTS, COUNTED))
#define AGED(h) if \
  :: ejectedFor[h] > 0 -> ejectedFor[h]-- \
  :: ejectedFor[h] == 0 && backoff[h] > 0 -> backoff[h]-- \
  :: else fi;
#define EJECT(h) \
  if :: backoff[h] * BASE_TIME < MAX_TIME + BASE_TIME -> backoff[h]++ :: else fi; \
  if \
  :: backoff[h] * BASE_TIME < MAX_TIME -> ejectedFor[h] = backoff[h] * BASE_TIME + 1 \
  :: else -> ejectedFor[h] = MAX_TIME + 1 \
  fi
#define HOST(h) \
:: d_step { ejectedFor[h] == 0 -> \
    if \
    :: databaseIsUp -> failures[h] = 0 \
    :: !databaseIsUp && failures[h] + 1 < CONSECUTIVE -> failures[h]++ \
    :: !databaseIsUp && failures[h] + 1 >= CONSECUTIVE -> \
      if \
      :: (EJECTED + 1) * 100 <= MAX_EJECTION_PERCENT * HOSTS -> EJECT(h) \
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
