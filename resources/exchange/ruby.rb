require 'net/http'
require 'openssl'
require 'uri'

TOKEN = ENV['TWILIO_AUTH_TOKEN'] || abort('Set TWILIO_AUTH_TOKEN: it signs the request.')

def encode(text)
  text.b.gsub(/[^A-Za-z0-9*._-]/n) { |c| c == ' ' ? '+' : format('%%%02X', c.ord) }
end

def send_form(method, url, headers, params)
  body = params.map { |name, value| "#{encode(name)}=#{encode(value)}" }.join('&')
  signed = params.map { |name, value| [name.b, value.b] }.uniq.sort.join
  send_request(method, url, headers, body, signed)
end

def send_request(method, url, headers, body, signed)
  digest = OpenSSL::HMAC.digest('SHA1', TOKEN, url.b + signed.b)
  scheme, host, path = %r{\A(https?)://([^/?#]*)(.*)\z}m.match(url).captures
  path = "/#{path}" unless path.start_with?('/')
  request = Net::HTTPGenericRequest.new(method, !body.empty?, true, path)
  request.each_header.to_a.each { |name, _| request.delete(name) }
  request['Host'] = host.sub(/\A.*@/, '')
  headers.each { |name, value| request.add_field(name, value) }
  request['X-Twilio-Signature'] = [digest].pack('m0')
  request.body = body.b unless body.empty?
  def request.supply_default_content_type; end # a request without a Content-Type stays without
  uri = URI.parse("#{scheme}://#{host}")
  answer = Net::HTTP.start(uri.hostname, uri.port, nil, use_ssl: scheme == 'https') { |http| http.request(request) }
  [answer.code.to_i, answer['Content-Type'].to_s.split(';').first.to_s.strip.downcase, answer.body.to_s.b]
end
