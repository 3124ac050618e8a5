#include "answers.hpp"

#include "api/result_decoder.hpp"

#include <stdexcept>

namespace dataarts::cli::test {

std::string_view const documented_body =
    R"~({"results": [{"message": "","duration":0.5,"rowCount": 1,"rows": [[913460.0,765.0,"8/31/2015 23:26",)~"
    R"~("Harry Bridges Plaza (Ferry Building)",50.0,"8/31/2015 23:39","San Francisco Caltrain (Townsend at 4th)",)~"
    R"~(70.0,"288","Subscriber","2139"]],"schema": [{"TripID": "int"},{"Duration": "int"},{"StartDate": "string"},)~"
    R"~({"StartStation": "string"},{"StartTerminal": "int"},{"EndDate": "string"},{"EndStation": "string"},)~"
    R"~({"EndTerminal": "int"},{"Bike": "string"},{"SubscriberType": "string"},{"ZipCode": "string"}]}],)~"
    R"~("status": "FINISHED"})~";

answered_query answered(instance_ref ref, std::string_view body, std::size_t index) {
  result_decoder decoder;
  decode_error error;
  if (!decoder.write(body, error) || !decoder.finish(error)) throw std::logic_error("the test's body is not valid");
  return {index, std::move(ref), decoder.take("")};
}

answered_query refused(instance_ref ref, errc code, failure::details content, std::size_t index) {
  return {index, std::move(ref), failure(code, std::move(content))};
}

answered_query no_such_script(instance_ref ref, std::size_t index) {
  failure::details content;
  content.http_status = 400;
  content.service_code = "DLF.6201";
  content.service_message = "The script does not exist.";
  content.request_id = "4f1c";
  return refused(std::move(ref), errc::not_found, std::move(content), index);
}

output_texts formatted(std::unique_ptr<answer_format> format, std::vector<answered_query> const& answers) {
  output_texts out;
  for (auto const& answer : answers) format->add(answer, out);
  format->end(out);
  return out;
}

}  // namespace dataarts::cli::test
