-- A health check with hysteresis; see specs/components/health-check.mesh.
const FAILURES: 3;
const SUCCESSES: 2;
var health: enum { unknown, healthy, unhealthy };
var passes: 0..SUCCESSES-1;
var misses: 0..FAILURES-1;

startstate begin health := unknown; passes := 0; misses := 0; end;

rule "pass" begin
  misses := 0;
  if health != healthy then
    if passes + 1 = SUCCESSES then
      health := healthy;
      passes := 0;
    else
      passes := passes + 1;
    end;
  end;
end;

rule "fail" begin
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

rule "restart" begin health := unknown; passes := 0; misses := 0; end;
