// Three dining philosophers who take the fork with the smaller number first; see
// specs/classics/dining-philosophers-weak.mesh. Fork p lies to the left of seat p. Getting hungry
// is not fair: it is an option of a process that may take any step, and so is never held to one.
#define NOBODY 255

byte fork[3] = NOBODY;
bool hungry[3], eating[3];

#define LOWER(p) (p == 2 -> 0 : p)
#define UPPER(p) (p == 2 -> 2 : p + 1)

#define GET_HUNGRY(p) \
  d_step { !hungry[p] && !eating[p] -> hungry[p] = true }
#define TAKE_LOWER(p) \
  d_step { hungry[p] && fork[LOWER(p)] == NOBODY -> fork[LOWER(p)] = p }
#define TAKE_UPPER(p) \
  d_step { hungry[p] && fork[LOWER(p)] == p && fork[UPPER(p)] == NOBODY -> \
    fork[UPPER(p)] = p; hungry[p] = false; eating[p] = true }
#define PUT_DOWN(p) \
  d_step { eating[p] -> fork[LOWER(p)] = NOBODY; fork[UPPER(p)] = NOBODY; eating[p] = false }

#define STEPS(p) \
  :: GET_HUNGRY(p) :: TAKE_LOWER(p) :: TAKE_UPPER(p) :: PUT_DOWN(p)

active [3] proctype TakeLower() { do :: TAKE_LOWER(_pid) od }
active [3] proctype TakeUpper() { byte p = _pid - 3; do :: TAKE_UPPER(p) od }
active [3] proctype PutDown() { byte p = _pid - 6; do :: PUT_DOWN(p) od }
active proctype Anything() { do STEPS(0) STEPS(1) STEPS(2) od }

#define SERVED(p) [] (hungry[p] -> <> eating[p])

ltl SomebodyEats {
  [] ((hungry[0] || hungry[1] || hungry[2]) -> <> (eating[0] || eating[1] || eating[2])) }
ltl NobodyStarves { (SERVED(0)) && (SERVED(1)) && (SERVED(2)) }
