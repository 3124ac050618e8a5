#ifndef DATAARTS_TEST_UNIT_API_ANSWERS_HPP
#define DATAARTS_TEST_UNIT_API_ANSWERS_HPP

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

/// The body that the API's documentation gives, byte for byte.
inline std::string documented_answer() {
  std::ifstream file(DATAARTS_TEST_DATA "/finished_answer.json", std::ios::binary);
  std::string body{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (body.size() != 527) throw std::runtime_error("finished_answer.json does not hold the documented 527 bytes");
  return body;
}

/// A body, and the document that `to_json` has to give for it. An empty one is the body itself.
struct answer_case {
  std::string name;
  std::string body;
  std::string json;

  std::string const& expected() const { return json.empty() ? body : json; }
};

/// Bodies in the shapes of all known editions of the API, and shapes beside them that can be read all the same.
inline std::vector<answer_case> readable_answers() {
  return {
      {"status only", R"({"status":"RUNNING"})", ""},
      {"blanks", " \r\n\t{ \"status\" : \"RUNNING\" , \"results\" : [ ] } \n", R"({"status":"RUNNING","results":[]})"},
      {"no results yet", R"({"status":"LAUNCHING","results":null})", ""},
      {"failed with reason", R"({"status":"FAILED","message":"database \"x\" does not exist","results":[]})", ""},
      {"message null", R"({"status":"FAILED","message":null})", ""},
      {"message object", R"({"message":{"a":[1,2,{"b":null}],"c":"\n"},"status":"FAILED"})",
       R"({"status":"FAILED","message":{"a":[1,2,{"b":null}],"c":"\n"}})"},
      {"message number", R"({"status":"FAILED","message":17})", ""},
      {"status not documented", R"({"status":"STOPPED"})", ""},
      {"status escaped", R"({"st\u0061tus":"FINI\u0053HED"})", R"({"status":"FINISHED"})"},
      {"old array key", R"({"status":"FINISHED","result":[{"rowCount":1}]})", ""},
      {"old array key, null", R"({"status":"FINISHED","result":null})", ""},
      {"both array keys", R"({"result":[{"rowCount":1}],"status":"FINISHED","results":[{"rowCount":2}]})",
       R"({"status":"FINISHED","results":[{"rowCount":2}]})"},
      {"both array keys, other order", R"({"results":[{"rowCount":2}],"status":"FINISHED","result":[{"rowCount":1}]})",
       R"({"status":"FINISHED","results":[{"rowCount":2}]})"},
      {"new array key null", R"({"status":"FINISHED","results":null,"result":[{"rowCount":1}]})", ""},
      {"old array key, then null", R"({"result":[{"rowCount":1}],"results":null,"status":"FINISHED"})",
       R"({"status":"FINISHED","results":null,"result":[{"rowCount":1}]})"},
      {"result of another meaning", R"({"result":{"a":[1]},"results":[{"rowCount":2}],"status":"FINISHED"})",
       R"({"status":"FINISHED","results":[{"rowCount":2}]})"},
      {"status first",
       R"({"status":"FINISHED","results":[{"message":"","duration":0.5,"rowCount":1,"rows":[["a"]],"schema":[{"b":"c"}]}]})",
       ""},
      {"several results",
       R"({"status":"FINISHED","results":[{"rows":[[1]]},{},{"message":"done","rows":[],"schema":[]},null,{"rows":[[2],[3]]}]})",
       ""},
      {"message object in a result", R"({"status":"FINISHED","results":[{"message":{"code":0,"text":"é"}}]})", ""},
      {"message null in a result", R"({"status":"FINISHED","results":[{"message":null}]})", ""},
      {"message flag in a result", R"({"status":"FINISHED","results":[{"message":false}]})", ""},
      {"current edition",
       R"({"status":"FINISHED","results":[{"duration":1.5,"rowCount":"2","inputRowCount":3.0,"resultCount":9223372036854775807,"rawResult":{"x":[]}}]})",
       ""},
      {"raw result text", R"({"status":"FINISHED","results":[{"rawResult":"a\"b"}]})", ""},
      {"raw result null", R"({"status":"FINISHED","results":[{"rawResult":null}]})", ""},
      {"every member null",
       R"({"status":"FINISHED","results":[{"message":null,"duration":null,"rowCount":null,"rows":null,"schema":null}]})",
       ""},
      {"rows as text", R"({"status":"FINISHED","results":[{"rows":"[[1, \"a\"],\n[null]]"}]})", ""},
      {"schema as text", R"({"status":"FINISHED","results":[{"schema":" [{\"a\":\"int\"}]"}]})", ""},
      {"rows as plain text", R"({"status":"FINISHED","results":[{"rows":"1,2\n3","schema":"a int"}]})", ""},
      {"rows as empty text", R"({"status":"FINISHED","results":[{"rows":"","schema":""}]})", ""},
      {"rows as text of an object", R"({"status":"FINISHED","results":[{"rows":"{\"a\":1}"}]})", ""},
      {"rows as text, half an array", R"({"status":"FINISHED","results":[{"rows":"[[1],[2"}]})", ""},
      {"rows as object", R"({"status":"FINISHED","results":[{"rows":{"0":[1]},"schema":{"a":"int","b":"text"}}]})", ""},
      {"rows as number", R"({"status":"FINISHED","results":[{"rows":7,"schema":true}]})", ""},
      {"rows of objects", R"({"status":"FINISHED","results":[{"rows":[{"a":1},{"a":2}]}]})", ""},
      {"rows of scalars", R"({"status":"FINISHED","results":[{"rows":["a",1.10,null]}]})", ""},
      {"rows mixed", R"({"status":"FINISHED","results":[{"rows":[[1.0,"é\n"],["b",{"c":[]}],null,[2]]}]})", ""},
      {"ragged rows",
       R"({"status":"FINISHED","results":[{"rows":[[],[1],[1,2,3],[]],"schema":[{"a":"int"},{"b":"int"}]}]})", ""},
      {"schema, two members in an entry",
       R"({"status":"FINISHED","results":[{"schema":[{"a":"int"},{"b":"text","c":"date"},{"d":"int"}]}]})", ""},
      {"schema, type null", R"({"status":"FINISHED","results":[{"schema":[{"a":"int"},{"b":null},{"c":"int"}]}]})", ""},
      {"schema, type object", R"({"status":"FINISHED","results":[{"schema":[{"b":{"type":"int"}}]}]})", ""},
      {"schema, type array", R"({"status":"FINISHED","results":[{"schema":[{"a":"x"},{"b":["int"]}]}]})", ""},
      {"schema, empty entry", R"({"status":"FINISHED","results":[{"schema":[{"a":"int"},{}]}]})", ""},
      {"schema of texts", R"({"status":"FINISHED","results":[{"schema":["a","b"]}]})", ""},
      {"schema of arrays", R"({"status":"FINISHED","results":[{"schema":[{"a":"int"},["b","int"]]}]})", ""},
      {"schema as empty object", R"({"status":"FINISHED","results":[{"schema":{}}]})", ""},
      {"repeated column names", R"({"status":"FINISHED","results":[{"schema":[{"a":"int"},{"a":"text"},{"":""}]}]})",
       ""},
      {"all kinds of cells",
       R"({"status":"FINISHED","results":[{"rows":[[null,true,false,-1,18446744073709551615,1.10,913460.0,1e5,-0,"",[],{},[1,{"a":"b"}]]]}]})",
       ""},
      {"escapes",
       R"({"status":"FINISHED","results":[{"rows":[["\u00e9\u4e2d\ud83d\ude00 \/ \b\f\n\r\t \u0001 \\ \""]]}]})",
       "{\"status\":\"FINISHED\",\"results\":[{\"rows\":[[\"é中😀 / \\b\\f\\n\\r\\t \\u0001 \\\\ \\\"\"]]}]}"},
      {"unknown members",
       R"({"x":{"status":1,"results":[[[{}]]]},"status":"FINISHED","y":[[],"]"],"results":[{"z":{"rows":[[1]]},"rowCount":1,"currentRow":{"a":[{}]},"a very long name of a member":0}],"w":null})",
       R"({"status":"FINISHED","results":[{"rowCount":1}]})"},
  };
}

#endif
