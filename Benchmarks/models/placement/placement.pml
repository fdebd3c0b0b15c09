// Jobs on hosts; see placement.mesh. Host h is h + 1 in `place`, and 0 is none.
#include "../each.h"

#define ROOM 2

byte place[JOBS];

#define IS_THERE(j, host) + (place[j] == host + 1)
#define LOAD(host) (0 OVER(JOBS, IS_THERE, host))

#define ASSIGN(host, job) \
:: d_step { place[job] != host + 1 && LOAD(host) < ROOM -> \
    place[job] = host + 1; assert(LOAD(host) <= ROOM) }

#define JOB(job) WITH(HOSTS, ASSIGN, job)

init {
  do
  EACH(JOBS, JOB)
  od
}
