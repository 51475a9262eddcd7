-- chatlab's seven protocols for Wireshark and tshark:
--
--   tshark -X lua_script:apps/protocols/wireshark/chatlab.lua -r talk.pcap -Y chatlab
--
-- A dissector turns bytes into named fields. Over TCP it has to do what every receiver has to do:
-- find where a message ends, no matter how TCP cut the sender's bytes. `framed` and `line` say
-- where; `named` and `anonymous` do not, so one segment counts as one message, with a warning if
-- it looks like two.
--
-- One file, so that it can be copied into Wireshark's plugin folder, in four parts: what can be
-- shown and filtered by; who talks to whom; the readers, one per protocol and direction, which work
-- on strings only; and the calls from Wireshark. It runs on Lua 5.1 to 5.4.
-- API: https://www.wireshark.org/docs/wsdg_html_chunked/wsluarm_modules.html

------------------------------------------------------------- 1. what can be shown and filtered by

-- What all seven share: the filter `chatlab` finds each of them.
local chatlab = Proto("chatlab", "chatlab")

local protocols = {}
for _, name in ipairs({ "framed", "line", "named", "anonymous", "datagram", "echo", "peer" }) do
  protocols[name] = Proto("chatlab." .. name, "chatlab " .. name)
end

local field = {
  kind = ProtoField.string("chatlab.kind", "Kind"),
  to_server = ProtoField.bool("chatlab.to_server", "To the server"),
  name = ProtoField.string("chatlab.name", "Name"),  -- the one that a client asks for
  sender = ProtoField.string("chatlab.sender", "Sender"),
  text = ProtoField.string("chatlab.text", "Text"),
  header = ProtoField.string("chatlab.framed.header", "Header"),
  length = ProtoField.uint64("chatlab.framed.length", "Length of the payload"),
  join_word = ProtoField.string("chatlab.datagram.join_word", "Word for joining"),
  name_length = ProtoField.uint16("chatlab.datagram.name_length", "Characters in the name"),
}
chatlab.fields = { field.kind, field.to_server, field.name, field.sender, field.text }
protocols.framed.fields = { field.header, field.length }
protocols.datagram.fields = { field.join_word, field.name_length }

local group, severity = expert.group, expert.severity
local remark = {
  bad_header = ProtoExpert.new("chatlab.framed.bad_header",
    "Malformed header: its 10 bytes must be digits, with spaces on either side",
    group.MALFORMED, severity.ERROR),
  bad_length = ProtoExpert.new("chatlab.framed.bad_length",
    "No chatlab program accepts more than 16 MiB", group.MALFORMED, severity.ERROR),
  name_cut = ProtoExpert.new("chatlab.line.name_without_newline",
    "The name ends where its chunk ends: TCP promises no such boundary",
    group.SEQUENCE, severity.NOTE),
  two_digits = ProtoExpert.new("chatlab.datagram.two_digits",
    "Two digits before the name: a reader of one digit takes the second for a part of the name",
    group.PROTOCOL, severity.WARN),
  no_sender = ProtoExpert.new("chatlab.datagram.no_sender",
    "No digit and name before the text", group.PROTOCOL, severity.NOTE),
  glued = ProtoExpert.new("chatlab.glued",
    "This chunk looks like several messages: nothing says where one ends",
    group.SEQUENCE, severity.WARN),
  begun_late = ProtoExpert.new("chatlab.begun_late",
    "The capture has no SYN of this connection: what this message means is a guess",
    group.SEQUENCE, severity.NOTE),
  not_reassembled = ProtoExpert.new("chatlab.not_reassembled",
    "The message goes on, but the reassembly of TCP streams is switched off",
    group.REASSEMBLE, severity.WARN),
}
chatlab.experts = { remark.glued, remark.begun_late, remark.not_reassembled }
protocols.framed.experts = { remark.bad_header, remark.bad_length }
protocols.line.experts = { remark.name_cut }
protocols.datagram.experts = { remark.two_digits, remark.no_sender }

-------------------------------------------------------------------------- 2. who talks to whom

local conversations  -- what is known of each: see conversation_of()
local openers        -- per TCP stream: the ADDRESS that sent the SYN
local senders        -- every sender seen, to recognize glued chunks by
local messages       -- per frame: the messages that end in it, in order

-- Wireshark calls this before it reads a file from its beginning.
function chatlab.init()
  conversations, openers, senders, messages = {}, {}, { Server = true }, {}
end

local tcp_stream = Field.new("tcp.stream")
local tcp_syn = Field.new("tcp.flags.syn")
local tcp_ack = Field.new("tcp.flags.ack")

-- The value of a field of this packet; nil if it has none. In a tunnel the innermost comes last.
local function value_of(extractor)
  local found = { extractor() }
  return #found > 0 and found[#found].value or nil
end

-- ADDRESS as chatlab writes it: IP:PORT, or [IP]:PORT for IPv6.
local function address(ip, port)
  local text = tostring(ip)
  if text:find(":", 1, true) then text = "[" .. text .. "]" end
  return string.format("%s:%d", text, port)
end

-- Segments without data never reach a dissector. As a postdissector, this one sees every packet.
function chatlab.dissector(_, pinfo)
  if not value_of(tcp_syn) then return end
  local is_answer = value_of(tcp_ack)
  openers[value_of(tcp_stream)] =
    is_answer and address(pinfo.dst, pinfo.dst_port) or address(pinfo.src, pinfo.src_port)
end
register_postdissector(chatlab)

-- The server is the end that a SYN was sent to. Without a SYN it is the end whose port this
-- dissector was chosen by, be it a default or Decode As; if both have that port, the end that was
-- spoken to first.
local function server_of(pinfo, from, to, opener)
  if opener then return opener == from and to or from end
  if pinfo.match == pinfo.src_port and pinfo.match ~= pinfo.dst_port then return from end
  return to
end

-- What is known of this packet's conversation, and the ADDRESS that sent the packet:
--   server      ADDRESS of the server
--   begun_late  true if the connection is older than the capture
--   name        what the client asked to be called
--   answered    true once the server's first message was seen, which is the answer to the name
--   under_way   true if that first message was no answer: the client had joined before
local function conversation_of(pinfo)
  local from, to = address(pinfo.src, pinfo.src_port), address(pinfo.dst, pinfo.dst_port)
  local stream = pinfo.port_type == 2 and value_of(tcp_stream) or nil
  local key = stream or pinfo.port_type .. (from < to and from .. to or to .. from)
  local known = conversations[key]
  if not known or pinfo.in_error_pkt then
    local opener = stream and openers[stream]
    known = { server = server_of(pinfo, from, to, opener), begun_late = stream and not opener }
  end
  -- An ICMP error quotes a packet, but the quotation is no part of the conversation.
  if not pinfo.in_error_pkt then conversations[key] = known end
  return known, from
end

--------------------------------------------------------------------------------- 3. the readers

-- A reader is given `bytes`, in which its message begins at `first`, the conversation, and the
-- ADDRESS that sent them. It returns the message:
--   size     in bytes
--   kind     name, message, leave, welcome, refusal, answer (neither of the two), notice, empty,
--            malformed or cut
--   parts    what the bytes say: { field, offset, size }, or { field, offset, size, value }
--   sender   the one who says it, if the bytes do not say so
--   remarks  what is remarkable
-- or nil and the number of bytes that are missing. It is asked once per message, in their order,
-- and keeps what it learns in the conversation.

local one_more_segment = DESEGMENT_ONE_MORE_SEGMENT  -- how many bytes are missing is unknown
local max_payload = 16 * 1024 * 1024
local longest_name = 32 * 4  -- 32 characters of UTF-8
local welcome = "Welcome to the server,Thanks for connecting!!"
local is_refusal = {
  ["Username already taken!"] = true,
  ["Username not allowed"] = true,
  ["You are banned from this chat"] = true,
  ["The server is full"] = true,
}

-- `bytes` for a line of text: what is no UTF-8 becomes `?`, and a control character a space.
local function printable(bytes)
  local plain = bytes:gsub("[\192-\255]?[\128-\191]*", function(character)
    local first, size = character:byte(), #character
    if size == 0 or first >= 194 and first <= 223 and size == 2
      or first >= 224 and first <= 239 and size == 3 or first >= 240 and first <= 244 and size == 4
    then
      return character
    end
    return string.rep("?", size)
  end)
  return (plain:gsub("%c", " "))
end

local function new_message(kind, size)
  return { kind = kind, size = size, parts = {}, remarks = {} }
end

local function add(message, part_field, offset, size, value)
  table.insert(message.parts, { part_field, offset, size, value })
end

local function add_remark(message, remarkable)
  table.insert(message.remarks, remarkable)
end

-- Whether the client's next message is its first, the name.
local function awaits_name(conversation)
  return not conversation.name and not conversation.under_way
end

-- `text`, at `offset` in the message, is what the client wants to be called.
local function add_name(message, conversation, offset, text)
  message.kind = "name"
  add(message, field.name, offset, #text)
  if conversation.begun_late then add_remark(message, remark.begun_late) end
  conversation.name = text
  senders[text] = true
end

-- The kind of the server's message `text` if it is its first, the answer to the name; nil if not.
local function kind_of_answer(conversation, text)
  if conversation.answered then return nil end
  conversation.answered = true
  if is_refusal[text] then return "refusal" end
  if text == welcome or text:find("^%.%.%.%.%. Welcome") then return "welcome" end
  conversation.under_way = conversation.begun_late
  return not conversation.begun_late and "answer" or nil
end

-- The line at `first` without its end, `\n` or `\r\n`, and its size with it. Without a newline, the
-- rest is the line.
local function line_at(bytes, first)
  local newline = bytes:find("\n", first, true)
  if not newline then return bytes:sub(first), #bytes - first + 1 end
  return bytes:sub(first, newline - 1):gsub("\r$", ""), newline - first + 1
end

-- ---------------------------------------------------------------------------------------- framed

-- The payload of the frame at `first`. Or nil and how many bytes are missing; or nil, 0 and what is
-- wrong.
local function frame_at(bytes, first)
  local header = bytes:sub(first, first + 9)
  if #header < 10 then return nil, one_more_segment end
  local digits = header:match("^ *(%d+) *$")
  if not digits then return nil, 0, remark.bad_header end
  local length = tonumber(digits)
  if length > max_payload then return nil, 0, remark.bad_length end
  local missing = first + 9 + length - #bytes
  if missing > 0 then return nil, missing end
  return bytes:sub(first + 10, first + 9 + length)
end

local function add_header(message, offset, payload)
  add(message, field.header, offset, 10)
  add(message, field.length, offset, 10, UInt64.new(#payload))
  message.size = offset + 10 + #payload
end

-- Where the next frame begins can't be known. A server gives up; a dissector, which may have missed
-- some segments, goes on with the next segment.
local function malformed(message, bytes, first, offset, problem)
  message.kind, message.size = "malformed", #bytes - first + 1
  add(message, field.header, offset, 10)
  add_remark(message, problem)
  return message
end

local function read_framed_request(bytes, first, conversation)
  local message = new_message("message")
  local payload, missing, problem = frame_at(bytes, first)
  if problem then return malformed(message, bytes, first, 0, problem) end
  if not payload then return nil, missing end
  add_header(message, 0, payload)
  if payload == "" then message.kind = "empty" end
  if payload == "exit@me" then message.kind = "leave" end
  if payload ~= "" and awaits_name(conversation) then
    add_name(message, conversation, 10, payload)
    return message
  end
  message.sender = conversation.name
  add(message, field.text, 10, #payload)
  return message
end

-- The first frame is the answer to the name; then each message is two frames, sender and text.
local function read_framed_reply(bytes, first, conversation)
  local message = new_message("message")
  local payload, missing, problem = frame_at(bytes, first)
  if problem then return malformed(message, bytes, first, 0, problem) end
  if not payload then return nil, missing end
  local answer = kind_of_answer(conversation, payload)
  add_header(message, 0, payload)
  add(message, answer and field.text or field.sender, 10, #payload)
  message.kind = answer or message.kind
  if answer then return message end

  local second = message.size
  payload, missing, problem = frame_at(bytes, first + second)
  if problem then return malformed(message, bytes, first, second, problem) end
  if not payload then return nil, missing end
  add_header(message, second, payload)
  add(message, field.text, second + 10, #payload)
  return message
end

-- ------------------------------------------------------------------------------------------ line

local function read_line_request(bytes, first, conversation)
  local is_whole = bytes:find("\n", first, true)
  if not is_whole and not awaits_name(conversation) then return nil, one_more_segment end
  local line, size = line_at(bytes, first)
  local message = new_message("message", size)
  if awaits_name(conversation) then
    add_name(message, conversation, 0, line)
    if not is_whole then add_remark(message, remark.name_cut) end
    return message
  end
  if line == "bye" then message.kind = "leave" end
  if line == "" then message.kind = "empty" end
  message.sender = conversation.name
  add(message, field.text, 0, #line)
  return message
end

-- Notices are told from messages by what surrounds them: a space, with which no name begins, or
-- colours.
local function is_line_notice(line)
  return line:find("^\r ") or line:find("left the conversation \27%[0m$")
    or line:find("left the conversation unexpectedly\27%[0m$")
end

local function read_line_reply(bytes, first, conversation)
  local newline = bytes:find("\n", first, true)
  if not newline then return nil, one_more_segment end
  local line = bytes:sub(first, newline - 1)
  local plain = line:gsub("\r", ""):gsub("\27%[[^@-~]*[@-~]", ""):match("^ *(.-) *$")
  local message = new_message("message", #line + 1)
  if plain == "" then
    message.kind = "empty"
    return message
  end
  local answer = kind_of_answer(conversation, plain)
  if answer == "welcome" and bytes:find("^\n", newline + 1) then message.size = #line + 2 end
  local before_name, name = line:match("^(\r?)(.-): ")
  if answer or is_line_notice(line) or not name then
    message.kind = answer or "notice"
    message.sender = not answer and "Server" or nil
    add(message, field.text, 0, #line, printable(plain))
    return message
  end
  local text_offset = #before_name + #name + 2
  add(message, field.sender, #before_name, #name)
  add(message, field.text, text_offset, #line - text_offset)
  return message
end

-- --------------------------------------------------------------------------- named and anonymous

-- Whether another message seems to begin within `text`: there is `start`, with no space before it.
local function begins_within(text, start)
  local at = text:find(start, 2, true)
  while at do
    if text:sub(at - 1, at - 1) ~= " " then return true end
    at = text:find(start, at + 1, true)
  end
  return false
end

-- The same for every sender seen so far: whether one of them stands within `text`, between `before`
-- and `after`.
local function sender_begins_within(text, before, after)
  local at = text:find(after, 2, true)
  while at do
    for first = math.max(2 + #before, at - longest_name), at - 1 do
      local name = text:sub(first, at - 1)
      if senders[name] and begins_within(text, before .. name .. after) then return true end
    end
    at = text:find(after, at + 1, true)
  end
  return false
end

-- `NAME: text`: the size of what stands before the text; 0 if that is not `name`.
local function prefix_size(line, name)
  if not name or line:sub(1, #name + 1) ~= name .. ":" then return 0 end
  return line:sub(#name + 2, #name + 2) == " " and #name + 2 or #name + 1
end

local function read_named_request(bytes, first, conversation)
  local line, size = line_at(bytes, first)
  local message = new_message("message", size)
  if awaits_name(conversation) then
    add_name(message, conversation, 0, line)
    if line:find("^(.+)%1:") then add_remark(message, remark.glued) end
    return message
  end
  local name = conversation.name or line:match("^([^:]+):")  -- a guess if the capture began late
  local prefix = prefix_size(line, name)
  if prefix > 0 then
    add(message, field.sender, 0, #name)
  else
    message.sender = conversation.name
  end
  add(message, field.text, prefix, #line - prefix)
  if line == "" then message.kind = "empty" end
  if line == "q:quit" then message.kind = "leave" end
  local goes_on = name and begins_within(line:sub(prefix + 1), name .. ": ")
  if goes_on or begins_within(line, "q:quit") then add_remark(message, remark.glued) end
  return message
end

-- The name in `NAME has joined the chat room.` or `NAME has left the chat room.`, and what follows;
-- nil if it is no notice. A notice has no colon before its end.
local function named_notice(chunk)
  local name, rest = chunk:match("^([^:]-) has joined the chat room%.(.*)$")
  if name then return name, rest end
  return chunk:match("^([^:]-) has left the chat room%.(.*)$")
end

local function read_named_reply(bytes, first, conversation)
  local chunk = bytes:sub(first)
  local message = new_message("message", #chunk)
  local answer = kind_of_answer(conversation, chunk)
  local about, rest = named_notice(chunk)
  local name = not about and chunk:match("^([^:]+):") or nil
  local prefix = prefix_size(chunk, name)
  if name then
    add(message, field.sender, 0, #name)
  else
    message.kind = answer == "refusal" and answer or "notice"
    message.sender = not answer and "Server" or nil
  end
  local text = chunk:sub(prefix + 1)
  add(message, field.text, prefix, #text)
  if about or name then senders[about or name] = true end
  local goes_on = rest and rest ~= ""
  if goes_on or sender_begins_within(text, "", ": ") or sender_begins_within(text, "", " has ") then
    add_remark(message, remark.glued)
  end
  return message
end

-- Nothing but the text, so nothing shows that a chunk is two.
local function read_anonymous_request(bytes, first, _, from)
  local line, size = line_at(bytes, first)
  local message = new_message(line == "" and "empty" or "message", size)
  message.sender = from
  add(message, field.text, 0, #line)
  return message
end

-- `[SENDER] text`. The sender may be an ADDRESS with brackets of its own: `[[::1]:5000] text`.
local function read_bracketed(bytes, first, conversation)
  local chunk = bytes:sub(first)
  local message = new_message("message", #chunk)
  local name = chunk:match("^%[(.-)%] ")
  local text = name and chunk:sub(#name + 4) or chunk
  if name then add(message, field.sender, 1, #name) end
  if not name then message.sender = "Server" end
  add(message, field.text, #chunk - #text, #text)
  local answer = kind_of_answer(conversation, text)
  if name == "Server" and answer == "refusal" then message.kind = answer end
  return message, name, text
end

local function read_anonymous_reply(bytes, first, conversation)
  local message, name, text = read_bracketed(bytes, first, conversation)
  if name then senders[name] = true end
  if sender_begins_within(text, "[", "] ") or text:find("%[[%[%]%x.:]+:%d+%] ") then
    add_remark(message, remark.glued)
  end
  return message
end

-- ------------------------------------------------------------------------- datagram, echo and peer

-- The position after `count` characters of UTF-8 from `first` on; nil if there are fewer. Each
-- character is a byte and its continuation bytes, 10xxxxxx.
local function after_characters(bytes, first, count)
  local position = first
  for _ = 1, count do
    if position > #bytes then return nil end
    position = bytes:find("[^\128-\191]", position + 1) or #bytes + 1
  end
  return position
end

-- One digit, so many characters of a name, the text: the position of the text; nil if it is not so.
local function text_after_digit(datagram)
  local digit = datagram:match("^[1-9]")
  return digit and after_characters(datagram, 2, tonumber(digit))
end

-- `11Christopherhello`: the original client writes the length of its name as a plain number, and a
-- server knows the name. The number of digits; nil if the datagram does not begin so.
local function digits_before_name(datagram, name)
  local digits = datagram:match("^%d+")
  if not name or not digits then return nil end
  local is_length = after_characters(name, 1, tonumber(digits)) == #name + 1
  return is_length and datagram:sub(#digits + 1, #digits + #name) == name and #digits or nil
end

local function add_sender_and_text(message, datagram, digits, text_first)
  add(message, field.name_length, 0, digits, tonumber(datagram:sub(1, digits)))
  add(message, field.sender, digits, text_first - 1 - digits)
  add(message, field.text, text_first - 1, #datagram - text_first + 1)
end

-- First the sender's own prefix is looked for, then one digit; else all is text.
local function read_datagram_request(bytes, first, conversation)
  local datagram = bytes:sub(first):gsub("\n$", ""):gsub("\r$", "")
  local message = new_message("message", #bytes - first + 1)
  if datagram:sub(1, 8) == "USERNAME" then
    add(message, field.join_word, 0, 8)
    add_name(message, conversation, 8, datagram:sub(9))
    return message
  end
  local name = conversation.name
  local digits = digits_before_name(datagram, name)
  local text_first = digits and digits + #name + 1 or text_after_digit(datagram)
  if text_first then
    add_sender_and_text(message, datagram, digits or 1, text_first)
  else
    message.sender = name
    add(message, field.text, 0, #datagram)
    add_remark(message, remark.no_sender)
  end
  if digits and digits > 1 then add_remark(message, remark.two_digits) end
  if datagram:sub(text_first or 1) == "exit@me" then message.kind = "leave" end
  return message
end

local function read_datagram_reply(bytes, first)
  local datagram = bytes:sub(first)
  local kind = datagram == welcome and "welcome" or is_refusal[datagram] and "refusal" or "message"
  local message = new_message(kind, #datagram)
  local text_first = text_after_digit(datagram)
  if text_first then
    add_sender_and_text(message, datagram, 1, text_first)
    return message
  end
  add(message, field.text, 0, #datagram)
  if kind == "message" then
    message.sender = "Server"
    add_remark(message, remark.no_sender)
  end
  return message
end

local function read_bare_datagram(bytes, first, _, from)
  local message = new_message("message", #bytes - first + 1)
  message.sender = from
  add(message, field.text, 0, message.size)
  return message
end

local function read_echo_reply(bytes, first, conversation)
  return (read_bracketed(bytes, first, conversation))
end

--------------------------------------------------------------------------- 4. calls from Wireshark

-- What a message means depends on those before it, but Wireshark dissects packets again, in any
-- order, as they are looked at. So each message is read once, the first time through the file, and
-- remembered under its frame and its number in it. `pinfo.private` lasts for one dissection.
local function next_message(read, bytes, first, pinfo)
  local in_frame = messages[pinfo.number] or {}
  messages[pinfo.number] = in_frame
  local number = (tonumber(pinfo.private["chatlab"]) or 0) + 1
  local message, missing = in_frame[number], one_more_segment
  if not message and not pinfo.visited then
    message, missing = read(bytes, first, pinfo)
    in_frame[number] = message
  end
  if message then pinfo.private["chatlab"] = tostring(number) end
  return message, missing
end

-- One line for the list of packets.
local function summary_of(message, value)
  local text = value[field.name] or value[field.text] or ""
  local sender = message.sender and printable(message.sender) or value[field.sender]
  if message.kind == "message" and sender then return sender .. ": " .. text end
  return text == "" and message.kind or message.kind .. ": " .. text
end

-- Adds a part to the tree and returns its value. An empty one has no bytes to point at.
local function show_part(part, range, item)
  local part_field, offset, size, value = part[1], part[2], part[3], part[4]
  size = math.min(size, range:len() - offset)
  if size <= 0 then return "" end
  local part_range = range:range(offset, size)
  if value then
    item:add(part_field, part_range, value)
    return value
  end
  item:add_packet_field(part_field, part_range, ENC_UTF_8)
  return printable(part_range:raw())
end

local function show(message, name, range, pinfo, tree)
  tree:add(chatlab, range):set_hidden()
  local item = tree:add(protocols[name], range)
  local value = {}
  for _, part in ipairs(message.parts) do value[part[1]] = show_part(part, range, item) end
  if message.sender then
    item:add(field.sender, range, printable(message.sender)):set_generated()
  end
  item:add(field.kind, range, message.kind):set_generated()
  if name ~= "peer" then
    item:add(field.to_server, range, message.to_server):set_generated()
  end
  for _, remarkable in ipairs(message.remarks) do item:add_proto_expert_info(remarkable) end

  local summary = summary_of(message, value)
  item:append_text(", " .. summary)
  pinfo.cols.protocol = "chatlab." .. name
  if pinfo.private["chatlab"] == "1" then
    pinfo.cols.info = summary
  else
    pinfo.cols.info:append(" | " .. summary)
  end
end

local function register(name, read_request, read_reply)
  local function read(bytes, first, pinfo)
    local conversation, from = conversation_of(pinfo)
    local to_server = from ~= conversation.server
    local reader = to_server and read_request or read_reply
    local message, missing = reader(bytes, first, conversation, from)
    if not message and pinfo.can_desegment == 0 then
      message = new_message("cut", #bytes - first + 1)
      add_remark(message, remark.not_reassembled)
    end
    if message then message.to_server = to_server end
    return message, missing
  end

  -- Wireshark calls this with a segment or a datagram. If a message in it is not complete, the
  -- answer is where it begins and how much is missing; the next call begins there and has more.
  protocols[name].dissector = function(tvb, pinfo, tree)
    local bytes, offset = tvb:raw(), 0
    while offset < #bytes do
      local message, missing = next_message(read, bytes, offset + 1, pinfo)
      if not message then
        pinfo.desegment_offset, pinfo.desegment_len = offset, missing
        return
      end
      show(message, name, tvb:range(offset, message.size), pinfo, tree)
      offset = offset + message.size
    end
  end
end

register("framed", read_framed_request, read_framed_reply)
register("line", read_line_request, read_line_reply)
register("named", read_named_request, read_named_reply)
register("anonymous", read_anonymous_request, read_anonymous_reply)
register("datagram", read_datagram_request, read_datagram_reply)
register("echo", read_bare_datagram, read_echo_reply)
register("peer", read_bare_datagram, read_bare_datagram)

-- The default ports. Being in these tables is also what makes Decode As offer a protocol.
local tcp_port, udp_port = DissectorTable.get("tcp.port"), DissectorTable.get("udp.port")
tcp_port:add(3000, protocols.framed)
tcp_port:add(5001, protocols.line)
tcp_port:add(4000, protocols.named)
tcp_port:add(5555, protocols.anonymous)
udp_port:add(3000, protocols.datagram)
udp_port:add(5555, protocols.echo)
udp_port:add_for_decode_as(protocols.peer)
