// Four dining philosophers who all take the left fork first; see
// specs/classics/dining-philosophers-deadlock.mesh. Nothing is fair.
#define NOBODY 255

byte fork[4] = NOBODY;
bool eating[4];

active [4] proctype Philosopher() {
  do
  :: d_step { fork[_pid] == NOBODY -> fork[_pid] = _pid }
  :: d_step { fork[_pid] == _pid && !eating[_pid] && fork[(_pid + 1) % 4] == NOBODY ->
       fork[(_pid + 1) % 4] = _pid; eating[_pid] = true }
  :: d_step { eating[_pid] ->
       fork[_pid] = NOBODY; fork[(_pid + 1) % 4] = NOBODY; eating[_pid] = false }
  od
}

ltl SomebodyEats { <> (eating[0] || eating[1] || eating[2] || eating[3]) }
