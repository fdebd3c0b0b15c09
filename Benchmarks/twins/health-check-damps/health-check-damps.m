-- Hysteresis damps; see specs/theorems/health-check-damps.mesh.
const FAILURES: 3;
const SUCCESSES: 2;
const WINDOW: 8;
type Health: enum { unknown, healthy, unhealthy };
var health: Health;
var passes: 0..SUCCESSES-1;
var misses: 0..FAILURES-1;
var alive: boolean;
var probes: 0..WINDOW;
var verdict: Health;
var flips: 0..WINDOW;
var beganSettled: boolean;
var row: 0..FAILURES+SUCCESSES;
var passing: boolean;
var alternates: boolean;

procedure result(passed: boolean);
begin
  if passed then
    misses := 0;
    if health != healthy then
      if passes + 1 = SUCCESSES then
        health := healthy;
        passes := 0;
      else
        passes := passes + 1;
      end;
    end;
  else
    passes := 0;
    if health != unhealthy then
      if misses + 1 = FAILURES then
        health := unhealthy;
        misses := 0;
      else
        misses := misses + 1;
      end;
    end;
  end;
  alternates := alternates & (row = 0 | passed != passing);
  if row > 0 & passed = passing then
    -- No more than the larger of both.
    if row < FAILURES | row < SUCCESSES then row := row + 1; end;
  else
    row := 1;
  end;
  passing := passed;
  if health != unknown then
    if verdict != unknown & verdict != health then flips := flips + 1; end;
    verdict := health;
  end;
  probes := probes + 1;
end;

startstate begin
  health := unknown; passes := 0; misses := 0; alive := true; probes := 0; verdict := unknown;
  flips := 0; beganSettled := true; row := 0; passing := true; alternates := true;
end;

rule "turn" begin alive := !alive; end;
rule "probe" probes < WINDOW ==> begin result(alive); end;
rule "lose" probes < WINDOW & alive ==> begin result(false); end;
rule "forget" begin health := unknown; passes := 0; misses := 0; row := 0; end;
rule "begin" begin
  probes := 0; flips := 0; alternates := true;
  beganSettled := passes = 0 & misses = 0;
end;

-- min(FAILURES, SUCCESSES) probes for each flip, rounded up.
invariant "damps"
  (FAILURES < SUCCESSES -> flips * FAILURES < probes + FAILURES)
  & (FAILURES >= SUCCESSES -> flips * SUCCESSES < probes + SUCCESSES);
