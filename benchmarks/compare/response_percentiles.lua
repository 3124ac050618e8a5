-- What wrk itself does not print: its 99.9th percentile, in milliseconds.
done = function(summary, latency, requests)
  io.write(string.format("p99.9 %.3f ms\n", latency:percentile(99.9) / 1000))
end
