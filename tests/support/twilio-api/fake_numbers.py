"""IncomingPhoneNumbers, Applications, Messaging Services and their members, as Twilio's OpenAPI description has them
(twilio_api_v2010, twilio_messaging_v1) and twilio.com/docs/phone-numbers/api words them."""
from urllib.parse import urlsplit

from fake_rest import Refusal, find, page_2010, page_newer

ACCOUNT = r'/2010-04-01/Accounts/(?P<account>AC[0-9a-fA-F]{32})'

# Parameter of an update -> field of the answer. A trunk and a voice application delete each other.
NUMBER = {'FriendlyName': 'friendly_name', 'VoiceUrl': 'voice_url', 'VoiceMethod': 'voice_method',
          'VoiceFallbackUrl': 'voice_fallback_url', 'VoiceFallbackMethod': 'voice_fallback_method',
          'VoiceApplicationSid': 'voice_application_sid', 'SmsUrl': 'sms_url', 'SmsMethod': 'sms_method',
          'SmsFallbackUrl': 'sms_fallback_url', 'SmsFallbackMethod': 'sms_fallback_method',
          'SmsApplicationSid': 'sms_application_sid', 'StatusCallback': 'status_callback',
          'StatusCallbackMethod': 'status_callback_method', 'TrunkSid': 'trunk_sid'}
APPLICATION = {name: field for name, field in NUMBER.items() if not name.endswith('Sid')}
APPLICATION |= {'MessageStatusCallback': 'message_status_callback', 'SmsStatusCallback': 'sms_status_callback'}
SERVICE = {'FriendlyName': 'friendly_name', 'InboundRequestUrl': 'inbound_request_url', 'InboundMethod': 'inbound_method',
           'FallbackUrl': 'fallback_url', 'FallbackMethod': 'fallback_method', 'StatusCallback': 'status_callback',
           'UseInboundWebhookOnNumber': 'use_inbound_webhook_on_number'}


def number(account, sid, phone_number, **settings):
    """A number as it is when it was bought, with `settings` on top. Its unset URLs are empty text."""
    item = {'sid': sid, 'account_sid': account, 'phone_number': phone_number, 'friendly_name': phone_number,
            'capabilities': {'voice': True, 'sms': True, 'mms': True, 'fax': False}, 'api_version': '2010-04-01',
            'voice_url': 'https://demo.twilio.com/welcome/voice/', 'voice_method': 'POST', 'voice_fallback_url': '',
            'voice_fallback_method': 'POST', 'voice_application_sid': '', 'voice_caller_id_lookup': False,
            'voice_receive_mode': 'voice', 'sms_url': 'https://demo.twilio.com/welcome/sms/reply/', 'sms_method': 'POST',
            'sms_fallback_url': '', 'sms_fallback_method': 'POST', 'sms_application_sid': '', 'status_callback': '',
            'status_callback_method': 'POST', 'trunk_sid': None, 'status': 'in-use', 'origin': 'twilio', 'beta': False,
            'date_created': 'Thu, 30 Jul 2015 23:19:04 +0000', 'date_updated': 'Thu, 30 Jul 2015 23:19:04 +0000',
            'uri': f'/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/{sid}.json'}
    return item | settings


def application(account, sid, name='', **settings):
    """A TwiML App; its unset URLs are null."""
    item = {'sid': sid, 'account_sid': account, 'friendly_name': name, 'api_version': '2010-04-01', 'voice_url': None,
            'voice_method': 'POST', 'voice_fallback_url': None, 'voice_fallback_method': 'POST', 'status_callback': None,
            'status_callback_method': 'POST', 'sms_url': None, 'sms_method': 'POST', 'sms_fallback_url': None,
            'sms_fallback_method': 'POST', 'sms_status_callback': None, 'message_status_callback': None,
            'voice_caller_id_lookup': False, 'uri': f'/2010-04-01/Accounts/{account}/Applications/{sid}.json'}
    return item | settings


def service(account, sid, name='', members=(), **settings):
    """A Messaging Service and the SIDs of its numbers, which its own answer does not name."""
    item = {'sid': sid, 'account_sid': account, 'friendly_name': name, 'inbound_request_url': None,
            'inbound_method': 'POST', 'fallback_url': None, 'fallback_method': 'POST', 'status_callback': None,
            'use_inbound_webhook_on_number': False, 'sticky_sender': True, 'smart_encoding': True,
            'url': f'https://messaging.twilio.com/v1/Services/{sid}', 'members': list(members)}
    return item | settings


def complete(state):
    """Fills in what a state file leaves out."""
    account = state['account']
    state['numbers'] = [number(account, **n) for n in state.get('numbers', [])]
    state['applications'] = [application(account, **a) for a in state.get('applications', [])]
    state['services'] = [service(account, **s) for s in state.get('services', [])]


def _checked(name, value):
    if name.endswith(('Url', 'Callback')) and value:
        parts = urlsplit(value)
        if parts.scheme not in ('http', 'https') or not parts.hostname or ' ' in value:
            raise Refusal(400, 21402, f'{name} is not a valid URL: {value}')
    elif name.endswith('Method') and value not in ('GET', 'POST'):
        raise Refusal(400, 21403, f'{name} is not a valid method: {value}')
    return value


def _update(call, item, names, empty):
    """Sets what the form names; omitted fields stay and an empty URL clears. All or nothing."""
    changed = dict(item)
    for name, value in call.params:
        if name not in names:
            continue
        value = _checked(name, value)
        if name == 'UseInboundWebhookOnNumber':
            changed[names[name]] = value.lower() == 'true'
        else:
            changed[names[name]] = value if value or not name.endswith(('Url', 'Callback')) else empty
    for first, code in (('voice', 21405), ('sms', 21406)):
        if changed.get(f'{first}_fallback_url') and not changed.get(f'{first}_url'):
            raise Refusal(400, code, f'A {first} fallback URL wants a {first} URL')
    for name in ('VoiceApplicationSid', 'SmsApplicationSid'):
        sid = call.param(name)
        if sid and all(a['sid'] != sid for a in call.state['applications']):
            raise Refusal(400, 21420, f'Application {sid} is not accessible')
    if call.param('TrunkSid'):
        changed['voice_application_sid'] = ''
    elif call.has('TrunkSid') or call.param('VoiceApplicationSid'):
        changed['trunk_sid'] = None
    item.update(changed)
    return 200, item


def list_numbers(call):
    wanted = call.param('PhoneNumber', '').replace('*', '')
    return 200, page_2010(call, 'incoming_phone_numbers', [n for n in call.state['numbers'] if wanted in n['phone_number']])


def get_number(call):
    return 200, find(call.state['numbers'], call.match['sid'], call.path)


def update_number(call):
    return _update(call, get_number(call)[1], NUMBER, '')


def list_applications(call):
    return 200, page_2010(call, 'applications', call.state['applications'])


def get_application(call):
    return 200, find(call.state['applications'], call.match['sid'], call.path)


def update_application(call):
    return _update(call, get_application(call)[1], APPLICATION, None)


def _shown(item):
    return {name: value for name, value in item.items() if name != 'members'}


def list_services(call):
    return 200, page_newer(call, 'services', [_shown(s) for s in call.state['services']])


def get_service(call):
    return 200, _shown(find(call.state['services'], call.match['sid'], call.path))


def update_service(call):
    status, item = _update(call, find(call.state['services'], call.match['sid'], call.path), SERVICE, None)
    return status, _shown(item)


def list_members(call):
    members = find(call.state['services'], call.match['sid'], call.path)['members']
    numbers = [n for n in call.state['numbers'] if n['sid'] in members]
    return 200, page_newer(call, 'phone_numbers', [
        {'sid': n['sid'], 'phone_number': n['phone_number'], 'service_sid': call.match['sid'], 'capabilities': ['SMS']}
        for n in numbers])


ROUTES = [
    ('GET', ACCOUNT + r'/IncomingPhoneNumbers\.json', list_numbers),
    ('GET', ACCOUNT + r'/IncomingPhoneNumbers/(?P<sid>PN\w+)\.json', get_number),
    ('POST', ACCOUNT + r'/IncomingPhoneNumbers/(?P<sid>PN\w+)\.json', update_number),
    ('GET', ACCOUNT + r'/Applications\.json', list_applications),
    ('GET', ACCOUNT + r'/Applications/(?P<sid>AP\w+)\.json', get_application),
    ('POST', ACCOUNT + r'/Applications/(?P<sid>AP\w+)\.json', update_application),
    ('GET', r'/v1/Services', list_services),
    ('GET', r'/v1/Services/(?P<sid>MG\w+)', get_service),
    ('POST', r'/v1/Services/(?P<sid>MG\w+)', update_service),
    ('GET', r'/v1/Services/(?P<sid>MG\w+)/PhoneNumbers', list_members),
]
