# Exits 0 when the input looks like one JSON object: braces and brackets pair up outside strings, and nothing follows.
{ text = text $0 "\n" }
END {
	gsub(/\\./, "", text)
	if (gsub(/"/, "\"", text) % 2) exit 1
	gsub(/"[^"]*"/, "", text)
	gsub(/[ \t\r\n]/, "", text)
	if (text !~ /^\{.*\}$/) exit 1
	depth = 0
	for (at = 1; at <= length(text); at++) {
		sign = substr(text, at, 1)
		if (sign == "{" || sign == "[") open[++depth] = sign
		else if (sign == "}" || sign == "]") {
			if (depth == 0 || open[depth--] != (sign == "}" ? "{" : "[")) exit 1
			if (depth == 0 && at < length(text)) exit 1
		} else if (sign !~ /[-+.,:0-9a-zE]/) exit 1
	}
	exit depth != 0
}
