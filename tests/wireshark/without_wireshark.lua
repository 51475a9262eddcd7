-- Runs the dissector in a plain Lua, of whatever version: `lua5.4 without_wireshark.lua SCRIPT`.
--
-- Stands in for as much of Wireshark as the script calls: a tree that only remembers what is added to
-- it, and a TCP that hands over what has not been dissected yet. Silent if all is as expected.

local script = arg[1]

----------------------------------------------------------------------------- in place of Wireshark

local function anything()
  return setmetatable({}, { __index = function(_, key) return key end })
end

local dissectors = {}
local tree  -- what was added: { filter, value }

function Proto(name)
  dissectors[name] = { name = name }
  return dissectors[name]
end
ProtoField = setmetatable({}, { __index = function() return function(filter) return filter end end })
ProtoExpert = { new = function(filter) return filter end }
expert = { group = anything(), severity = anything() }
Field = { new = function() return function() end end }
UInt64 = { new = function(value) return value end }
DissectorTable = { get = function()
  return { add = function() end, add_for_decode_as = function() end }
end }
function register_postdissector() end
DESEGMENT_ONE_MORE_SEGMENT, ENC_UTF_8 = -1, 0

local function new_range(bytes)
  local range = {}
  function range:len() return #bytes end
  function range:raw() return bytes end
  function range:range(offset, size)
    assert(offset >= 0 and size >= 0 and offset + size <= #bytes, "out of range")
    return new_range(bytes:sub(offset + 1, offset + size))
  end
  return range
end

local item = {}
function item:add(field, range, value)
  table.insert(tree, { field, value == nil and range:raw() or value })
  return self
end
function item:add_packet_field(field, range) return self:add(field, range) end
function item:add_proto_expert_info(remark) table.insert(tree, { remark, true }) end
function item:append_text() end
function item:set_generated() end
function item:set_hidden() end

---------------------------------------------------------------------------------- a conversation

local number, pending

local function begin()
  number, pending = 0, { [3000] = "", [51514] = "" }
  dissectors["chatlab"].init()
end

-- A segment from one port to the other. Returns `sender text` of each message that it ends.
local function send(protocol, from, bytes)
  number, tree = number + 1, {}
  pending[from] = pending[from] .. bytes
  local info = setmetatable({}, { __index = { append = function() end } })
  local pinfo = {
    number = number, visited = false, port_type = 2, can_desegment = 1, in_error_pkt = false,
    match = 3000, src = "::1", dst = "::1", src_port = from, dst_port = from == 3000 and 51514 or 3000,
    private = {}, cols = { info = info },
  }
  -- Assigning to cols.info would replace it, as it does not in Wireshark.
  pinfo.cols = setmetatable({}, { __index = { info = info }, __newindex = function() end })
  dissectors["chatlab." .. protocol].dissector(new_range(pending[from]), pinfo, item)
  pending[from] = pinfo.desegment_offset and pending[from]:sub(pinfo.desegment_offset + 1) or ""
  local found = {}
  for _, added in ipairs(tree) do
    if added[1] == "chatlab.kind" then table.insert(found, added[2] .. ".") end
    if added[1] == "chatlab.text" or added[1] == "chatlab.name" or added[1] == "chatlab.sender"
      or added[2] == true and added[1] ~= "chatlab.to_server" then
      table.insert(found, tostring(added[2] == true and added[1] or added[2]))
    end
  end
  return table.concat(found, " ")
end

local function expect(found, expected)
  if found ~= expected then print("expected " .. expected .. ", found " .. found) end
end

dofile(script)

begin()
for byte in ("3         An"):gmatch(".") do expect(send("framed", 51514, byte), "") end
expect(send("framed", 51514, "n5         hello"), "Ann name. hello Ann message.")
expect(send("framed", 3000, "4         oops3         Bob"), "oops answer.")
expect(send("framed", 3000, "2         hi"), "Bob hi message.")
expect(send("framed", 51514, "hello worldly"), "malformed. chatlab.framed.bad_header")

begin()
expect(send("line", 51514, "Ann"), "Ann name. chatlab.line.name_without_newline")
expect(send("line", 51514, "hel"), "")
expect(send("line", 51514, "lo\r\n"), "hello Ann message.")
expect(send("line", 3000, "\rBob: hi\n"), "Bob: hi answer.")
expect(send("line", 3000, "\r\27[31m\27[1mBob left the conversation unexpectedly\27[0m\n"),
  "Bob left the conversation unexpectedly Server notice.")

begin()
expect(send("named", 51514, "Ann"), "Ann name.")
expect(send("named", 51514, "Ann: heyAnn: you"), "Ann heyAnn: you message. chatlab.glued")
expect(send("named", 51514, "q:quit"), "q:quit Ann leave.")
expect(send("anonymous", 51514, "one\ntwo"), "one [::1]:51514 message. two [::1]:51514 message.")
expect(send("anonymous", 3000, "[Bob] hi"), "Bob hi message.")

begin()
expect(send("datagram", 51514, "USERNAMEChristopher"), "Christopher name.")
expect(send("datagram", 51514, "11Christopherhello"),
  "Christopher hello message. chatlab.datagram.two_digits")
expect(send("datagram", 3000, "3Zo\195\171hi"), "Zo\195\171 hi message.")
expect(send("echo", 3000, "[[::1]:51514] hi"), "[::1]:51514 hi message.")
expect(send("peer", 51514, "hi"), "hi [::1]:51514 message.")
