#ifndef DATAARTS_TEST_COST_ROUND_SERVER_HPP
#define DATAARTS_TEST_COST_ROUND_SERVER_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <thread>
#include <vector>

/// A server that answers in rounds: it waits until each of its connections has asked, calls back, answers them all with
/// the same bytes, and so on. At the time of the call nothing is on its way to the client, so what the client did
/// up to then can be counted exactly.
///
/// It runs on a thread of its own, which is left out of the counting, until the client closes a connection.
class round_server {
 public:
  /// Listens when it returns. `before_answering` is called on the server's thread with the number of the round, from 0.
  round_server(std::size_t connections, std::string response, std::function<void(std::size_t)> before_answering);
  round_server(round_server const&) = delete;
  round_server& operator=(round_server const&) = delete;

  /// Ends the thread. The client has to be closed by then.
  ~round_server();

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  void serve();
  bool accept_all();
  static bool read_request(int connection);

  std::size_t expected_;
  std::string response_;
  std::function<void(std::size_t)> before_answering_;
  int listener_;
  unsigned short port_ = 0;
  std::vector<int> connections_;
  std::thread thread_;
};

#endif
