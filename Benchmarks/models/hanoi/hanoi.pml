// The towers of Hanoi; see hanoi.mesh.
#include "../each.h"

byte peg[DISCS];

#define IS_AWAY(s, disc, to) && (s >= disc || peg[s] == 3 - peg[disc] - to)

#define MOVE(to, disc) \
:: d_step { peg[disc] != to OVER(DISCS, IS_AWAY, disc, to) -> peg[disc] = to }

#define DISC(disc) WITH(3, MOVE, disc)

init {
  do
  EACH(DISCS, DISC)
  od
}
