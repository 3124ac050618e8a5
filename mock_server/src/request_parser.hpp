#ifndef DATAARTS_MOCK_REQUEST_PARSER_HPP
#define DATAARTS_MOCK_REQUEST_PARSER_HPP

#include <dataarts/mock/options.hpp>

#include "message_head.hpp"
#include "problem.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::mock {

/// Parses one request into a `message_head` and a body. Allocates nothing but what these two need to grow.
class request_parser final : public boost::beast::http::basic_parser<true> {
 public:
  using error_code = boost::system::error_code;

  request_parser(message_head& head, std::string& body, limits const& bounds);

  /// What is read of the message so far; has to be told anew before each `put`, since the buffer may have moved.
  void message(std::string_view read) noexcept { message_ = read; }

  /// Why `put` failed, when the reason is not the parser's own.
  problem const& trouble() const noexcept { return trouble_; }

 private:
  using view = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb, view method, view target, int version, error_code& error) override;
  void on_response_impl(int, view, int, error_code&) override {}
  void on_field_impl(boost::beast::http::field field, view name, view value, error_code& error) override;
  void on_header_impl(error_code& error) override;
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  std::size_t on_body_impl(view part, error_code& error) override;
  void on_chunk_header_impl(std::uint64_t, view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, view part, error_code& error) override;
  void on_finish_impl(error_code&) override {}

  bool holds(view part) const noexcept;
  std::uint32_t offset(view part) const noexcept;
  void note(boost::beast::http::field field, std::string_view value);
  problem check_header();
  void refuse(problem what, error_code& error);

  message_head& head_;
  std::string& body_;
  limits const& bounds_;
  std::string_view message_;
  bool header_done_ = false;
  problem trouble_;
};

}  // namespace dataarts::mock

#endif
