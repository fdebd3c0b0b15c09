// Mutual exclusion by logical clocks; see lamport-mutex.mesh. Sets are masks; a message is 0 for an
// acknowledgement, 255 for a release, and else the time of a request.
#include "../each.h"

#define ACKNOWLEDGE 0
#define RELEASE 255
#define ALL ((1 << PROCESSES) - 1)

byte clock[PROCESSES] = 1;
byte request[PROCESSES * PROCESSES];
byte acknowledged[PROCESSES];
byte critical;
chan network[PROCESSES * (PROCESSES - 1)] = [3] of { byte };
byte time; // 0 between steps

#define REQUEST(p, q) request[(p) * PROCESSES + (q)]

#if PROCESSES == 2
#define OTHERS 1
#elif PROCESSES == 3
#define OTHERS 2
#else
#define OTHERS 3
#endif
// The others of p, by number k.
#define OTHER(p, k) ((p + k + 1) % PROCESSES)

#define CHANNEL(p, q) network[(p) * OTHERS + (q) - ((q) > (p))]
#define SEND(k, p, message) CHANNEL(p, OTHER(p, k)) ! message;
#define COMES_FIRST(p, q) \
  && (REQUEST(p, q) == 0 || REQUEST(p, p) < REQUEST(p, q) \
    || (REQUEST(p, p) == REQUEST(p, q) && p < q))
#define BEATS(k, p) COMES_FIRST(p, OTHER(p, k))

#define RECEIVE(p, q) \
:: d_step { clock[p] < CLOCKS && nempty(CHANNEL(q, p)) \
      && !(CHANNEL(q, p)?[ACKNOWLEDGE]) && !(CHANNEL(q, p)?[RELEASE]) -> \
    CHANNEL(q, p) ? time; \
    REQUEST(p, q) = time; \
    clock[p] = (time > clock[p] -> time : clock[p]) + 1; \
    time = 0; \
    CHANNEL(p, q) ! ACKNOWLEDGE } \
:: d_step { CHANNEL(q, p) ? ACKNOWLEDGE -> acknowledged[p] = acknowledged[p] | (1 << q) } \
:: d_step { CHANNEL(q, p) ? RELEASE -> REQUEST(p, q) = 0 }
#define PAIR(k, p) RECEIVE(p, OTHER(p, k))

#define PROCESS(p) \
:: d_step { REQUEST(p, p) == 0 && clock[p] < CLOCKS -> \
    REQUEST(p, p) = clock[p]; \
    acknowledged[p] = 1 << p; \
    OVER(OTHERS, SEND, p, clock[p]) } \
WITH(OTHERS, PAIR, p) \
:: d_step { REQUEST(p, p) > 0 && acknowledged[p] == ALL && !(critical & (1 << p)) \
      OVER(OTHERS, BEATS, p) -> \
    assert(critical == 0); \
    critical = critical | (1 << p) } \
:: d_step { (critical & (1 << p)) -> \
    critical = critical - (1 << p); \
    REQUEST(p, p) = 0; \
    acknowledged[p] = 0; \
    OVER(OTHERS, SEND, p, RELEASE) }

init {
  do
  EACH(PROCESSES, PROCESS)
  od
}
