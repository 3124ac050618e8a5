#include "http/tunnel.hpp"

#include "http/interim_answers.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <array>
#include <cstdint>

namespace dataarts::http {

namespace bhttp = boost::beast::http;
using net::io_result;

tunnel::progress tunnel::go_on(net::stream& through) {
  while (sent_ < request_.size()) {
    auto const step = through.write(request_.data() + sent_, request_.size() - sent_);
    switch (step.what) {
      case io_result::kind::done:
        sent_ += step.size;
        break;
      case io_result::kind::want_read:
      case io_result::kind::want_write:
        return progress::want_write;
      case io_result::kind::closed:
      case io_result::kind::failed:
        return fail("the request for a tunnel could not be sent", step.error);
    }
  }
  return read(through);
}

tunnel::progress tunnel::read(net::stream& through) {
  std::array<char, 2048> piece;  // NOLINT: filled by the stream
  for (;;) {
    auto const step = through.read(piece.data(), piece.size());
    switch (step.what) {
      case io_result::kind::done: {
        answer_.append(piece.data(), step.size);
        auto const came_to = take_answer();
        if (came_to != progress::want_read) return came_to;
        break;
      }
      case io_result::kind::want_read:
      case io_result::kind::want_write:
        return progress::want_read;
      case io_result::kind::closed:
        return fail("it closed the connection without an answer");
      case io_result::kind::failed:
        return fail("the connection to it broke", step.error);
    }
  }
}

tunnel::progress tunnel::take_answer() {
  for (;;) {
    // Anew with each piece: an answer to CONNECT nearly always comes as one.
    bhttp::response_parser<bhttp::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(max_header_));
    parser.skip(true);  // whatever length it names, a tunnel has no body
    boost::system::error_code error;
    auto const used = parser.put(boost::asio::const_buffer(answer_.data(), answer_.size()), error);
    if (error == bhttp::error::need_more) {
      return answer_.size() > max_header_ ? fail("the header of its answer is longer than max_response_header")
                                          : progress::want_read;
    }
    if (error == bhttp::error::header_limit) return fail("the header of its answer is longer than max_response_header");
    if (error) return fail("what it answered is not HTTP", error);
    if (!parser.is_header_done()) return progress::want_read;
    status_ = parser.get().result_int();
    if (is_interim(status_)) {
      answer_.erase(0, used);
      if (answer_.empty()) return progress::want_read;
      continue;
    }
    if (status_ < 200 || status_ >= 300) return progress::refused;
    if (used < answer_.size()) return fail("it sent more than the header of its answer");
    return progress::open;
  }
}

tunnel::progress tunnel::fail(char const* why, boost::system::error_code error) {
  why_ = why;
  error_ = error;
  return progress::failed;
}

}  // namespace dataarts::http
