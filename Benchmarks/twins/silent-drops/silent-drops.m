-- A queue of spans; see specs/incidents/silent-drops.mesh.
const QUEUE: 2;
const BATCH: 2;
const COUNTS_DROPS: 0;
const SPANS: 5;
var queue: 0..QUEUE;
var exporting: 0..BATCH;
var delivered: 0..SPANS;
var dropped: 0..SPANS;
var ended: 0..SPANS;

startstate begin queue := 0; exporting := 0; delivered := 0; dropped := 0; ended := 0; end;

rule "end" ended < SPANS ==> begin
  ended := ended + 1;
  if queue < QUEUE then queue := queue + 1; else dropped := dropped + COUNTS_DROPS; end;
end;
rule "export" exporting = 0 & queue > 0 ==> begin
  if queue < BATCH then exporting := queue; else exporting := BATCH; end;
  queue := queue - exporting;
end;
rule "confirm" exporting > 0 ==> begin delivered := delivered + exporting; exporting := 0; end;
