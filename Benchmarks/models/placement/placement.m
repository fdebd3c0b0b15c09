-- Jobs on hosts; see placement.mesh. Host 0 is none.
const JOBS: 3;
const HOSTS: 6;
const ROOM: 2;

type Job: 1..JOBS;
type Host: 1..HOSTS;

var place: array[Job] of 0..HOSTS;

function load(host: Host): 0..JOBS;
var n: 0..JOBS;
begin
  n := 0;
  for j: Job do
    if place[j] = host then n := n + 1; end;
  end;
  return n;
end;

startstate begin
  for job: Job do place[job] := 0; end;
end;

ruleset job: Job; host: Host do
  rule "assign" place[job] != host & load(host) < ROOM ==> begin place[job] := host; end;
end;

invariant "enough room" forall job: Job do place[job] = 0 | load(place[job]) <= ROOM end;
