// Proxies and a control plane; see specs/theorems/mesh-agrees.mesh. A set is a mask.
#include "../../models/each.h"
#ifndef APPS
#define APPS 2
#endif
byte services, proxies, pending;
byte told[APPS];
// The one that was reached, 0 when nobody was; else one more than its number.
byte reached;
// The rules that there are, and behind them as at first; a target is 0 where it is everybody.
byte rules;
byte target[2];
bool denies[2];
// What the apps were answered, and the deliveries, alone.
byte registered, uninformed;

#define IN(s, set) (((set) >> (s)) & 1)
#define ADD(s, set) set = set | (1 << (s))
#define REMOVE(s, set) set = set & ~(1 << (s))

#define MATCHES(r, s) (rules > r && (target[r] == 0 || target[r] == s + 1))
#define ALLOWED(s) \
  (MATCHES(0, s) -> !denies[0] : (MATCHES(1, s) -> !denies[1] : true))

#define RIGHT(p) && (!IN(p, registered) || IN(p, uninformed) || told[p] == registered)
#define CHECK assert(services == registered && proxies == registered OVER(APPS, RIGHT))

#define APP(s) \
:: d_step { !IN(s, services) -> \
    ADD(s, services); ADD(s, proxies); pending = services; \
    ADD(s, registered); uninformed = registered; CHECK } \
:: d_step { IN(s, services) -> \
    REMOVE(s, services); REMOVE(s, proxies); told[s] = 0; pending = services; \
    REMOVE(s, registered); uninformed = registered; CHECK } \
:: d_step { IN(s, pending) -> \
    told[s] = services; REMOVE(s, pending); REMOVE(s, uninformed); CHECK }
#define RULE(who, denial) \
:: d_step { rules < 2 -> target[rules] = who; denies[rules] = denial; rules++ }
#define RULES(s) RULE(s + 1, false) RULE(s + 1, true)
#define SEND(p, s) \
:: d_step { IN(p, proxies) -> \
    reached = (ALLOWED(s) && IN(s, told[p]) && IN(s, proxies) -> s + 1 : 0) }
#define SENDS_TO(s) SEND(0, s) SEND(1, s) SENDS_OF_THIRD(s)
#if APPS == 3
#define SENDS_OF_THIRD(s) SEND(2, s)
#else
#define SENDS_OF_THIRD(s)
#endif

init {
  do
  EACH(APPS, APP)
  RULE(0, false)
  RULE(0, true)
  EACH(APPS, RULES)
  EACH(APPS, SENDS_TO)
  od
}
