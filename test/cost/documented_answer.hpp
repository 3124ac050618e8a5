#ifndef DATAARTS_TEST_COST_DOCUMENTED_ANSWER_HPP
#define DATAARTS_TEST_COST_DOCUMENTED_ANSWER_HPP

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

/// The body that the API's documentation gives for a finished run.
inline std::string documented_answer() {
  std::ifstream file(DATAARTS_DOCUMENTED_ANSWER, std::ios::binary);
  std::string body{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (body.size() != 527) throw std::runtime_error("the documented answer of 527 bytes is not in its file");
  return body;
}

/// An HTTP response with it.
inline std::string documented_response() {
  auto const body = documented_answer();
  return "HTTP/1.1 200 OK\r\nDate: Tue, 24 Nov 2026 08:00:00 GMT\r\nContent-Type: application/json\r\n"
         "Connection: keep-alive\r\nX-Request-Id: 4f1f3a6f4b6e4d1f9f0e5d5c8a7b6c5d\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

#endif
