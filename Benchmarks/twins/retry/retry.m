-- Retries with a deadline and a budget; see specs/components/retry.mesh.
const REQUESTS: 2;
const MAX_RETRIES: 2;
const BASE: 1;
const CAP: 3;
const DEADLINE: 6;
const BUDGET: 2;

type Request: 1..REQUESTS;

var phase: array[Request] of enum { idle, attempting, waiting, cut };
-- Ticks left of a wait.
var left: array[Request] of 0..CAP;
var attempts: array[Request] of 0..MAX_RETRIES + 1;
var elapsed: array[Request] of 0..DEADLINE - 1;
var delay: array[Request] of 0..CAP;
var tokens: 0..BUDGET;

procedure reset(r: Request); begin
  phase[r] := idle;
  left[r] := 0;
  attempts[r] := 0;
  elapsed[r] := 0;
  delay[r] := 0;
end;

-- What the next wait is, from the last one.
function nextDelay(r: Request): 1..CAP; begin
  if delay[r] = 0 then return BASE < CAP ? BASE : CAP; end;
  return 2 * delay[r] < CAP ? 2 * delay[r] : CAP;
end;

startstate begin
  for r: Request do reset(r); end;
  tokens := BUDGET;
end;

ruleset r: Request do
  rule "start" phase[r] = idle | phase[r] = cut ==> begin
    phase[r] := attempting;
    attempts[r] := 1;
  end;
  rule "succeed" phase[r] = attempting ==> begin
    reset(r);
    if tokens < BUDGET then tokens := tokens + 1; end;
  end;
  rule "fail for good" phase[r] = attempting ==> begin reset(r); end;
  rule "fail" phase[r] = attempting ==> begin
    if attempts[r] <= MAX_RETRIES & elapsed[r] + nextDelay(r) < DEADLINE & tokens > 0 then
      tokens := tokens - 1;
      delay[r] := nextDelay(r);
      left[r] := delay[r];
      phase[r] := waiting;
    else
      reset(r);
    end;
  end;
end;

rule "tick" begin
  for r: Request do
    if phase[r] = attempting then
      if elapsed[r] + 1 = DEADLINE then
        reset(r);
        phase[r] := cut;
      else
        elapsed[r] := elapsed[r] + 1;
      end;
    elsif phase[r] = waiting then
      elapsed[r] := elapsed[r] + 1;
      left[r] := left[r] - 1;
      if left[r] = 0 then
        phase[r] := attempting;
        attempts[r] := attempts[r] + 1;
      end;
    end;
  end;
end;
