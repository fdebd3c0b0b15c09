// The mesh as it was written; see specs/as-written/service-mesh.mesh. Versions and rules are one
// more than there, and 0 where there is nothing.
#include "../../models/each.h"
#ifndef SERVICES
#define SERVICES 2
#endif
#define OK 1
#define ERROR 2
byte registered[SERVICES], proxies[SERVICES];
bool controlPlane[SERVICES];
byte answer;

#define INSERTED(s, v) registered[s] = v; proxies[s] = 1
#define SERVICE(s) \
:: d_step { INSERTED(s, 1); controlPlane[s] = true; answer = OK } \
:: d_step { INSERTED(s, 2); controlPlane[s] = true; answer = OK } \
:: d_step { INSERTED(s, 1); answer = ERROR } \
:: d_step { INSERTED(s, 2); answer = ERROR } \
:: d_step { proxies[s] == 1 -> proxies[s] = 2 }

init {
  do
  EACH(SERVICES, SERVICE)
  od
}
