// A queue of spans; see specs/incidents/silent-drops.mesh.
#define QUEUE 2
#define BATCH 2
#ifndef COUNTS_DROPS
#define COUNTS_DROPS 0
#endif
#ifndef SPANS
#define SPANS 5
#endif
byte queue, exporting, delivered, dropped, ended;

init {
  do
  :: d_step { ended < SPANS -> ended++;
      if
      :: queue < QUEUE -> queue++
      :: else -> dropped = dropped + COUNTS_DROPS
      fi }
  :: d_step { exporting == 0 && queue > 0 ->
      exporting = (queue < BATCH -> queue : BATCH);
      queue = queue - exporting }
  :: d_step { exporting > 0 -> delivered = delivered + exporting; exporting = 0 }
  od
}
