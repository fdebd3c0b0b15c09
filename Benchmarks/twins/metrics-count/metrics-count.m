-- Counters of a service; see specs/theorems/metrics-count.mesh.
const WORKERS: 3;
const REQUESTS: 4;
type Worker: 0..WORKERS-1;
type Code: 0..1;
var serving: array[Worker] of boolean;
var came: 0..REQUESTS;
var went: array[Code] of 0..REQUESTS;
var scraped: 0..REQUESTS;

startstate begin
  for w: Worker do serving[w] := false; end;
  for c: Code do went[c] := 0; end;
  came := 0;
  scraped := 0;
end;

ruleset w: Worker do
  rule "begin" !serving[w] & came < REQUESTS ==> begin serving[w] := true; came := came + 1; end;
  ruleset c: Code do
    rule "end" serving[w] ==> begin serving[w] := false; went[c] := went[c] + 1; end;
  end;
end;
rule "scrape" begin scraped := came - went[0] - went[1]; end;
