// Round robin; see specs/components/round-robin.mesh.
#define BACKENDS 3
#define LATER(b) ((b + BACKENDS - turn) % BACKENDS)
bool members[BACKENDS];
byte turn;

init {
  do
  :: d_step { !members[0] -> members[0] = true }
  :: d_step { members[0] -> members[0] = false }
  :: d_step { !members[1] -> members[1] = true }
  :: d_step { members[1] -> members[1] = false }
  :: d_step { !members[2] -> members[2] = true }
  :: d_step { members[2] -> members[2] = false }
  :: d_step { members[0] && (!members[1] || LATER(1) >= LATER(0)) && (!members[2] || LATER(2) >= LATER(0)) -> turn = 1 }
  :: d_step { members[1] && (!members[0] || LATER(0) >= LATER(1)) && (!members[2] || LATER(2) >= LATER(1)) -> turn = 2 }
  :: d_step { members[2] && (!members[0] || LATER(0) >= LATER(2)) && (!members[1] || LATER(1) >= LATER(2)) -> turn = 0 }
  od
}
