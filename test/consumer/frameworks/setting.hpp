#ifndef DATAARTS_TEST_CONSUMER_FRAMEWORKS_SETTING_HPP
#define DATAARTS_TEST_CONSUMER_FRAMEWORKS_SETTING_HPP

#include <dataarts/async.hpp>
#include <dataarts/client.hpp>
#include <dataarts/mock/instance.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/asio/io_context.hpp>

/// A client and its service, in one thread.
struct setting {
  boost::asio::io_context context{1};
  dataarts::mock::server server{context};
  dataarts::client client{context.get_executor(), {.endpoint = server.url(), .project_id = "p"}};

  setting() {
    // Whoever asks less than twice does not see the end.
    server.add(
        dataarts::mock::instance("brief").script("load").id("i-1").running().for_polls(1).finished().expect_polls(2));
  }

  /// Whether the run is over.
  bool ask() {
    bool done = false;
    bool over = false;
    dataarts::async_query(client, dataarts::instance_ref("load", "i-1"),
                          [&](dataarts::result<dataarts::script_instance> const& answer) {
                            over = answer.value().status() == dataarts::run_status::finished;
                            done = true;
                          });
    context.restart();
    while (!done && context.run_one() > 0) {
    }
    return over;
  }
};

#endif
