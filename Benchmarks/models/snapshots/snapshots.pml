// Routing tables down a chain of proxies; see snapshots.mesh. All tables are in one array.
#include "../each.h"

byte route[(PROXIES + 1) * SERVICES];
byte published;

#define PUBLISH(s) :: d_step { published < UPDATES -> route[s]++; published++ }

#define AT(p, s) route[(p) * SERVICES + s]
#define DIFFERS(s, p) || AT(p + 1, s) != AT(p, s)
#define COPY(s, p) AT(p + 1, s) = AT(p, s);
// Only the last proxy's table is claimed not to be ahead.
#define NOT_AHEAD(s, p) && (p + 1 < PROXIES || AT(PROXIES, s) <= AT(0, s))

#define PULL(p) \
:: d_step { (false WITH(SERVICES, DIFFERS, p)) -> \
    WITH(SERVICES, COPY, p) \
    assert(true WITH(SERVICES, NOT_AHEAD, p)) }

init {
  do
  EACH(SERVICES, PUBLISH)
  EACH(PROXIES, PULL)
  od
}
