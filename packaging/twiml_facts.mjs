// Facts about TwiML that the npm package does not declare: ranges, defaults, limits, error codes, deprecations, what
// ends a document, and short meanings. From Twilio's public documentation (twilio.com/docs/voice/twiml,
// twilio.com/docs/messaging/twiml) and error catalogue (twilio.com/docs/api/errors), read 2026-09.

// Codes that Twilio logs as errors; the others below are warnings.
const ERRORS = new Set([
  13231, 13239, 13240, 13257, 13338, 13621, 14201, 14202, 14203, 14204, 14205, 14206, 14210, 14211, 14212, 14213, 14215,
  14220, 14221, 14300, 31940, 32501,
]);
const coded = code => ERRORS.has(code) ? {code, level: 'error'} : {code};

// Lists that Twilio extends without a release of the package: other values may be right when they have this form.
const LANGUAGE = '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$';
const OPEN_ENUMS = {
  SayVoice: '^(man|woman|alice|[A-Za-z]+[.][^\\s]+)$', SayLanguage: LANGUAGE, GatherLanguage: LANGUAGE,
  SsmlLangXmlLang: LANGUAGE, PayLanguage: LANGUAGE, DialRingTone: '^[a-z]{2}(-old)?$', ConferenceRegion: '^[a-z]{2}[0-9]$',
};

const SID = prefix => `^${prefix}[0-9a-fA-F]{32}$`;
const BOOLEAN_OR = {type: 'enum', values: ['none', 'dtmf', 'speech', 'any'], aliases: ['true', 'false']};
const MACHINE_DETECTION = {
  machineDetection: {type: 'enum', values: ['Enable', 'DetectMessageEnd']},
  machineDetectionTimeout: {min: 3, max: 59, default: '30', unit: 's'},
  machineDetectionSpeechThreshold: {min: 1000, max: 6000, default: '2400', unit: 'ms'},
  machineDetectionSpeechEndThreshold: {min: 500, max: 5000, default: '1200', unit: 'ms'},
  machineDetectionSilenceTimeout: {min: 2000, max: 10000, default: '5000', unit: 'ms'},
};
const RECORDING_CALLBACK = {
  recordingStatusCallback: coded(13256), recordingStatusCallbackEvent: {...coded(13621), default: 'completed'},
};
const CALLED_PARTY = 'What the called party hears first; no Dial in it';

// element -> attribute -> facts. An attribute that the package lacks is added.
const ATTRIBUTES = {
  'voice.Application': {},
  'voice.Conference': {
    ...RECORDING_CALLBACK, beep: {...coded(13235), default: 'true'}, muted: {...coded(13230), default: 'false'},
    coach: {...coded(13240), pattern: SID('CA'), note: 'The SID of a call: CA and 32 hexadecimal digits.'}, endConferenceOnExit: {...coded(13231), default: 'false'},
    startConferenceOnEnter: {...coded(13232), default: 'true'}, trim: {...coded(13239), default: 'trim-silence'},
    waitMethod: coded(13234), waitUrl: {...coded(13233), note: 'Empty: silence. Play, Say, Pause and Redirect only.', mayBeEmpty: true},
    maxParticipants: {min: 1, max: 250, default: '250'}, participantLabel: {maxLength: 128, note: 'Unique in its conference.'},
    record: {default: 'do-not-record'}, jitterBufferSize: {default: 'large'},
    eventCallbackUrl: {deprecated: true, preferred: 'recordingStatusCallback'},
  },
  'voice.Connect': {}, 'voice.Conversation': {'*': coded(32501)},
  'voice.ConversationRelay': {
    url: {schemes: ['wss'], required: true}, language: {default: 'en-US'}, debug: {list: ' ', type: 'enum', open: true, values: ['debugging', 'speaker-events', 'tokens-played']},
    interruptible: {...BOOLEAN_OR, default: 'any'}, welcomeGreetingInterruptible: {...BOOLEAN_OR, default: 'any'},
    reportInputDuringAgentSpeech: {...BOOLEAN_OR, default: 'none'},
    interruptSensitivity: {type: 'enum', values: ['low', 'medium', 'high'], default: 'high'},
    dtmfDetection: {type: 'boolean', default: 'false'}, preemptible: {type: 'boolean', default: 'false'},
    partialPrompts: {type: 'boolean', default: 'false'}, ttsProvider: {type: 'enum', open: true, values: ['Google', 'Amazon', 'ElevenLabs']},
    transcriptionProvider: {type: 'enum', open: true, values: ['Google', 'Deepgram']},
    elevenlabsTextNormalization: {type: 'enum', values: ['on', 'auto', 'off'], default: 'off'},
    // The documentation, Python and Ruby write camelCase; node, Java, PHP and C# emit lower case (node: 6.2.0, seen).
    backgroundnoisereduction: {preferred: 'backgroundNoiseReduction'}, deepgramsmartformat: {preferred: 'deepgramSmartFormat'},
    ignorebackchannel: {preferred: 'ignoreBackchannel'}, speechtimeout: {preferred: 'speechTimeout'},
    backgroundNoiseReduction: {}, ignoreBackchannel: {type: 'boolean'}, deepgramSmartFormat: {type: 'boolean', default: 'true'},
    speechTimeout: {note: 'A number of milliseconds from 600 to 5000, or auto.'}, eotThreshold: {type: 'decimal', min: 0.5, max: 0.9},
  },
  'voice.Assistant': {id: {}},
  'voice.Dial': {
    ...RECORDING_CALLBACK, method: coded(13210), timeout: {...coded(13212), min: 1, default: '30', unit: 's'},
    hangupOnStar: {...coded(13213), default: 'false'}, callerId: coded(13214), timeLimit: {...coded(13216), min: 1, default: '14400', unit: 's'},
    record: {...coded(13217), default: 'do-not-record', aliases: ['true', 'false']}, sequential: {...coded(13218), default: 'false'},
    answerOnBridge: {...coded(13219), default: 'false'}, ringTone: coded(13220), recordingTrack: {default: 'both'},
    callReason: {maxLength: 50}, referMethod: {}, events: {list: ' '},
  },
  'voice.Enqueue': {
    method: coded(14201), waitUrl: coded(14202), action: coded(14203), waitUrlMethod: coded(14206),
    workflowSid: {...coded(14220), pattern: SID('WW')}, maxQueueSize: {min: 1, max: 5000, default: '1000'},
  },
  'voice.Gather': {
    action: {default: 'the URL of this document'}, method: coded(13312), timeout: {...coded(13313), min: 1, default: '5', unit: 's', aliases: ['auto']},
    numDigits: {...coded(13314), min: 1}, finishOnKey: {...coded(13310), pattern: '^[0-9#*]?$', default: '#', note: 'One of 0 to 9, # and *; empty: no key finishes.'},
    input: {...coded(13326), list: ' ', default: 'dtmf'}, maxSpeechTime: {...coded(13328), min: 1, unit: 's'},
    hints: {...coded(13330), list: ',', maxItems: 500, maxItemLength: 100}, language: {...coded(13331), default: 'en-US'},
    speechTimeout: {...coded(13327), pattern: '^(auto|[1-9][0-9]*)$', note: 'A number of seconds, or auto.'},
    partialResultCallbackMethod: coded(13329), bargeIn: {...coded(13332), default: 'true'}, profanityFilter: {...coded(13333), default: 'true'},
    speechModel: {...coded(13334), type: 'enum', open: true, form: '^[A-Za-z0-9_.-]+$', default: 'default',
      values: ['default', 'numbers_and_commands', 'phone_call', 'experimental_conversations', 'experimental_utterances',
        'googlev2_long', 'googlev2_short', 'googlev2_telephony', 'googlev2_telephony_short', 'deepgram_nova-2', 'deepgram_nova-3']},
    debug: coded(13336), actionOnEmptyResult: {...coded(13338), default: 'false'},
    enhanced: {deprecated: true, preferred: 'speechModel', default: 'false'},
  },
  'voice.Header': {name: {...coded(13252), pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", required: true, note: 'Letters, digits and hyphens.'}, value: {...coded(13253), maxLength: 1024}},
  'voice.Language': {code: {required: true}},
  'voice.Number': {...MACHINE_DETECTION, method: coded(13221), url: {note: CALLED_PARTY}, sendDigits: {...coded(13222), pattern: '^[0-9#*wW]+$', note: 'Keys 0 to 9, # and *; w waits half a second, W a second.'}, byoc: {pattern: SID('BY')}},
  'voice.Client': {url: {note: CALLED_PARTY}},
  'voice.Sip': {...MACHINE_DETECTION, method: coded(13241), url: {note: CALLED_PARTY}, username: {...coded(13249), maxLength: 255}, password: {...coded(13249), maxLength: 255}},
  'voice.SipUri': {username: {...coded(13249), maxLength: 255}, password: {...coded(13249), maxLength: 255}},
  'voice.Parameter': {name: {required: true}, value: {}},
  'voice.Config': {name: {required: true}},
  'voice.Pause': {length: {...coded(13910), min: 1, default: '1', unit: 's', note: 'As the first verb it delays answering the call.'}},
  'voice.Pay': {
    action: {schemes: ['https']}, chargeAmount: {type: 'decimal', min: 0, max: 1000000, default: '0.00'}, maxAttempts: {min: 1, max: 3, default: '3'},
    timeout: {min: 1, default: '5', unit: 's'}, currency: {default: 'usd'}, securityCode: {default: 'true'}, tokenType: {default: 'reusable'},
    paymentMethod: {default: 'credit-card'}, bankAccountType: {default: 'consumer-checking'}, paymentConnector: {default: 'Default'},
    validCardTypes: {default: 'visa mastercard amex'}, postalCode: {default: 'true', note: 'true, false, or the postal code itself.'},
  },
  'voice.Play': {loop: {...coded(13410), min: 0, default: '1', note: '0 plays it 1,000 times.'}, digits: {...coded(13430), pattern: '^[0-9A-DwW#*]+$', note: 'Keys 0 to 9, A to D, # and *; w waits half a second, W a second. Not inside Gather.'}},
  'voice.Prompt': {attempt: {min: 1}},
  'voice.Queue': {method: coded(14210), url: coded(14211), reservationSid: {...coded(14215), pattern: SID('WR')}, postWorkActivitySid: {pattern: SID('WA')}},
  'voice.Record': {
    ...RECORDING_CALLBACK, action: {default: 'the URL of this document'}, method: coded(13610), timeout: {...coded(13611), min: 0, default: '5', unit: 's', note: '0: silence does not end it.'},
    // The documentation gives 14400 in one edition and 86400 in another.
    maxLength: {...coded(13612), min: 2, max: 86400, default: '3600', unit: 's', note: 'At most 120 with transcribe.'},
    finishOnKey: {...coded(13613), pattern: '^[0-9#*]*$', default: '1234567890*#', note: 'Keys 0 to 9, # and *.'}, transcribe: {...coded(13614), default: 'false'},
    playBeep: {...coded(13616), default: 'true'}, trim: {...coded(13699), default: 'trim-silence'}, transcribeCallback: coded(13257),
  },
  'voice.Recording': {recordingStatusCallback: {...coded(13256), absolute: true}, recordingStatusCallbackEvent: {...coded(13621), default: 'completed'}},
  'voice.Redirect': {method: coded(13710)},
  'voice.Reject': {reason: {...coded(13810), default: 'rejected'}},
  'voice.Say': {
    loop: {...coded(13510), min: 0, default: '1', note: '0 repeats it until the caller hangs up.', codeInGather: 13322},
    voice: {...coded(13511), deprecatedValues: ['man', 'woman', 'alice'], codeInGather: 13321}, language: coded(13512),
  },
  'voice.Sms': {to: {type: 'phone', ...coded(14101)}, from: {type: 'phone', ...coded(14102)}, method: coded(14104), statusCallback: coded(14105)},
  'voice.Stream': {url: {schemes: ['wss'], note: 'Without a query: use Parameter.'}, track: {default: 'inbound_track'}, connectorName: {...coded(31940), pattern: '.', note: 'The name of a connector that is installed.'}},
  'voice.SsmlSayAs': {'interpret-as': {required: true}}, 'voice.SsmlPhoneme': {ph: {required: true}}, 'voice.SsmlSub': {alias: {required: true}},
  'voice.SsmlLang': {'xml:lang': {required: true}},
  'voice.SsmlBreak': {time: {pattern: '^[0-9]+([.][0-9]+)?m?s$', note: 'Seconds or milliseconds: 2s, 500ms.'}},
  'messaging.Message': {to: {type: 'phone', ...coded(14101)}, from: {type: 'phone', ...coded(14102)}, method: coded(14104), statusCallback: {...coded(14105), deprecated: true, preferred: 'action'}},
  'messaging.Redirect': {method: coded(14104)},
  'messaging.Sms': {to: {type: 'phone', ...coded(14101)}, from: {type: 'phone', ...coded(14102)}, action: {type: 'url'},
    method: {type: 'enum', values: ['GET', 'POST'], default: 'POST', ...coded(14104)}, statusCallback: {type: 'url', callback: true, ...coded(14105)}},
};

// Elements that the package lacks: Connect/Assistant is in the C# helper; Twilio's parser messages still list Sms for
// messaging; Annotate is known from errors 13110 to 13120 only.
const MORE_ELEMENTS = {
  'voice.Assistant': {tag: 'Assistant', kind: 'noun', parents: ['voice.Connect']},
  'voice.Annotate': {tag: 'Annotate', kind: 'verb', parents: ['voice.Response'], child: coded(13112), undocumented: true},
  'voice.BillingReferenceTag': {tag: 'BillingReferenceTag', kind: 'noun', parents: ['voice.Annotate'], text: {}, undocumented: true},
  'messaging.Sms': {tag: 'Sms', kind: 'verb', parents: ['messaging.Response'], text: {required: true}},
};

const url = {type: 'url'};
// element -> facts about its text: type, longest (characters), codes when it is missing, wrong or too long.
const TEXTS = {
  'voice.Say': {missing: coded(13520), tooLong: coded(13521), maxLength: 4096, required: true},
  'voice.Play': {...url, required: true, invalid: {code: 11100, level: 'error'}}, 'voice.Redirect': {...url, invalid: {code: 11100, level: 'error'}},
  'voice.Dial': {type: 'phone', missing: coded(13223), invalid: coded(13223)},
  'voice.Number': {type: 'phone', missing: coded(13223), invalid: coded(13223)}, 'voice.WhatsApp': {type: 'phone'},
  'voice.Sip': {type: 'sip', missing: coded(13243), invalid: coded(13243)}, 'voice.SipUri': {type: 'sip', missing: coded(13243), invalid: coded(13243)},
  'voice.ReferSip': {type: 'sip', missing: coded(13243), invalid: coded(13243)},
  'voice.Client': {required: true}, 'voice.Application': {required: true}, // or the elements inside
  'voice.Conference': {missing: coded(13237)},
  'voice.Enqueue': {missing: coded(14204), tooLong: coded(14205), maxLength: 64}, 'voice.Queue': {missing: coded(14212), tooLong: coded(14213), maxLength: 64},
  'voice.Task': {type: 'json', invalid: coded(14221)}, 'voice.Sms': {missing: coded(14103), tooLong: coded(14103), maxLength: 1600},
  'voice.BillingReferenceTag': {tooLong: {code: 13120, level: 'error'}, maxLength: 128},
  'voice.ApplicationSid': {type: 'sid', pattern: SID('AP')}, 'voice.Sim': {type: 'sid', pattern: SID('DE')},
  'messaging.Message': {missing: coded(14103), tooLong: coded(14103), maxLength: 1600},
  'messaging.Body': {missing: coded(14103)}, // Message counts all of its Body elements together
  'messaging.Sms': {missing: coded(14103), tooLong: coded(14103), maxLength: 1600},
  'messaging.Media': {...url, invalid: {code: 11100, level: 'error'}}, 'messaging.Redirect': {...url, invalid: {code: 11100, level: 'error'}},
};

const CHILD_CODES = {'voice.Dial': coded(13215), 'voice.Gather': coded(13320), 'voice.Start': coded(14300), 'voice.Stop': coded(14300)};
// Whether verbs after it are reached: never after these; with an action, Twilio goes on there instead.
const ENDS = {
  'voice.Redirect': 'always', 'voice.Hangup': 'always', 'voice.Reject': 'always', 'voice.Leave': 'always', 'messaging.Redirect': 'always',
  'voice.Dial': 'action', 'voice.Connect': 'action', 'voice.Enqueue': 'action', 'voice.Pay': 'action', 'voice.Refer': 'action',
};
// Elements that do nothing without one inside.
const NEED_CHILD = ['voice.Start', 'voice.Stop', 'voice.Connect', 'voice.Refer', 'voice.Headers'];
const DEPRECATED = {'voice.Sms': 'Message', 'messaging.Sms': 'Message', 'voice.Autopilot': '', 'voice.VirtualAgent': ''};
// The package's list lacks what the documentation's example of Pay uses.
const MORE_VALUES = {PromptErrorType: ['invalid-bank-routing-number', 'invalid-bank-account-number']};

const ELEMENT_MEANINGS = {
  'voice.Response': 'The root of every document', 'messaging.Response': 'The root of every document',
  'voice.AiSession': 'Connects the call to an AI connector', 'voice.Application': 'Dials a TwiML application',
  'voice.ApplicationSid': 'The application to dial', 'voice.Autopilot': 'Connected the call to an Autopilot assistant',
  'voice.Client': 'Dials a Voice SDK client', 'voice.Conference': 'Joins a conference room', 'voice.Config': 'A setting of the provider',
  'voice.Connect': 'Connects the call to a service', 'voice.Conversation': 'Connects the call to a conversation',
  'voice.ConversationRelay': 'Connects speech recognition and speech output to a WebSocket', 'voice.ConversationRelaySession': 'Connects the call to a configured relay session',
  'voice.Dial': 'Connects the caller to another party', 'voice.Echo': 'Sends the caller’s audio back', 'voice.Enqueue': 'Puts the caller into a queue',
  'voice.Gather': 'Collects digits or speech', 'voice.Hangup': 'Ends the call', 'voice.Header': 'A SIP header', 'voice.Headers': 'The SIP headers to send',
  'voice.Identity': 'The identity of the client', 'voice.Language': 'Settings for one language', 'voice.Leave': 'Leaves the queue the caller waits in',
  'voice.Number': 'Dials a phone number', 'voice.Parameter': 'A named value that is passed on', 'voice.Pause': 'Waits in silence',
  'voice.Pay': 'Takes a payment by keypad', 'voice.Play': 'Plays a sound file or digits', 'voice.Prompt': 'What is said at one step of Pay',
  'voice.Queue': 'Connects to the first caller of a queue', 'voice.Record': 'Records the caller', 'voice.Recording': 'Records the call while it goes on',
  'voice.Redirect': 'Goes on with the document at a URL', 'voice.Refer': 'Hands a SIP call over', 'voice.ReferSip': 'Where to refer to',
  'voice.Reject': 'Refuses the call without answering', 'voice.Room': 'Joins a video room', 'voice.Say': 'Reads text aloud', 'voice.Sim': 'Dials a SIM',
  'voice.Sip': 'Dials a SIP address', 'voice.SipUri': 'One of several SIP addresses', 'voice.Siprec': 'Streams the call to a SIPREC recorder',
  'voice.Sms': 'Sent a message during a call', 'voice.SsmlBreak': 'A pause', 'voice.SsmlEmphasis': 'Stresses words', 'voice.SsmlLang': 'Words of another language',
  'voice.SsmlP': 'A paragraph', 'voice.SsmlPhoneme': 'How words are pronounced', 'voice.SsmlProsody': 'Volume, rate and pitch', 'voice.SsmlS': 'A sentence',
  'voice.SsmlSayAs': 'How numbers, dates and the like are read', 'voice.SsmlSub': 'Says something else in place of words', 'voice.SsmlW': 'The role of a word',
  'voice.Start': 'Starts something beside the call', 'voice.Stop': 'Stops what Start began', 'voice.Stream': 'Sends the call’s audio to a WebSocket',
  'voice.Task': 'Attributes of the TaskRouter task', 'voice.Transcription': 'Transcribes the call while it goes on', 'voice.VirtualAgent': 'Connected the call to Dialogflow',
  'voice.WhatsApp': 'Calls a WhatsApp number', 'voice.Assistant': 'Connects the call to an AI Assistant', 'voice.Annotate': 'Annotates the call',
  'voice.BillingReferenceTag': 'A tag for the bill', 'messaging.Body': 'The text of the message', 'messaging.Media': 'The URL of a picture or file to send',
  'messaging.Message': 'Sends a reply', 'messaging.Redirect': 'Goes on with the document at a URL', 'messaging.Sms': 'Sent a reply',
};
const TEXT_MEANINGS = {
  'voice.Say': 'The words to say', 'voice.Play': 'URL of a sound file', 'voice.Dial': 'A phone number, or nouns', 'voice.Number': 'A phone number',
  'voice.Client': 'Identity of the client', 'voice.Conference': 'Name of the conference', 'voice.Enqueue': 'Name of the queue', 'voice.Queue': 'Name of the queue',
  'voice.Redirect': 'URL of the next document', 'voice.Sip': 'A SIP URI', 'voice.SipUri': 'A SIP URI', 'voice.ReferSip': 'A SIP URI', 'voice.Room': 'Name of the room',
  'voice.Task': 'Attributes as JSON', 'voice.Sim': 'SID of the SIM', 'voice.ApplicationSid': 'SID of the application', 'voice.WhatsApp': 'A WhatsApp number',
  'voice.Identity': 'Identity of the client', 'messaging.Message': 'Text of the reply', 'messaging.Body': 'Text of the reply', 'messaging.Media': 'URL of the file',
  'messaging.Redirect': 'URL of the next document', 'messaging.Sms': 'Text of the reply', 'voice.Sms': 'Text of the message',
};

// By name; "Tag.name" goes before.
const ATTRIBUTE_MEANINGS = {
  action: 'URL that is asked when this is over; its answer goes on', 'Message.action': 'URL that is told how delivery went', 'Sms.action': 'URL that is told how delivery went',
  method: 'HTTP method for the URL', url: 'URL of TwiML to run', 'Stream.url': 'WebSocket that gets the audio', 'ConversationRelay.url': 'WebSocket to talk to',
  statusCallback: 'URL that is told about progress', statusCallbackUrl: 'URL that is told about progress', statusCallbackEvent: 'Which progress to tell', statusCallbackMethod: 'HTTP method for statusCallback',
  recordingStatusCallback: 'URL that is told when the recording is ready', recordingStatusCallbackEvent: 'Which changes of the recording to tell', recordingStatusCallbackMethod: 'HTTP method for recordingStatusCallback',
  amdStatusCallback: 'URL that is told whether a machine answered', amdStatusCallbackMethod: 'HTTP method for amdStatusCallback',
  aiConnector: 'The connector’s name or add-on SID', aiSessionConfiguration: 'Name or id of the session’s configuration', connector: 'The connector’s name or add-on SID', sessionConfiguration: 'Name or id of the session’s configuration',
  copyParentTo: 'Uses To of the parent call instead of the application’s SID', customerId: 'Who calls the application',
  beep: 'A tone when somebody joins or leaves', coach: 'SID of the call that alone hears this one', endConferenceOnExit: 'The conference ends when this caller leaves',
  eventCallbackUrl: 'URL that was told when the recording is ready', jitterBufferSize: 'Size of the jitter buffer', maxParticipants: 'How many may join', muted: 'Joins without a voice',
  participantLabel: 'A name for this participant', record: 'Whether and from when to record', recordingConfigurationId: 'Configuration of the recording', region: 'Where the audio is mixed',
  startConferenceOnEnter: 'The conference starts when this caller joins', trim: 'Cuts silence from both ends of the recording', waitUrl: 'What those who wait hear', waitMethod: 'HTTP method for waitUrl', waitUrlMethod: 'HTTP method for waitUrl',
  name: 'Name', value: 'Value', inboundAutocreation: 'Makes a conversation when there is none', inboundTimeout: 'How long an inbound call waits', routingAssignmentTimeout: 'How long routing may take', serviceInstanceSid: 'The conversation service',
  backgroundNoiseReduction: 'Filters noise before recognition', debug: 'Extra output for debugging', deepgramSmartFormat: 'Deepgram formats numbers, dates and the like', dtmfDetection: 'Reports pressed keys',
  elevenlabsTextNormalization: 'Text normalisation of ElevenLabs', events: 'Events to subscribe to', hints: 'Phrases to expect', ignoreBackchannel: 'Words like “yeah” do not interrupt', intelligenceService: 'The Conversational Intelligence service',
  interruptSensitivity: 'How easily speech interrupts', interruptible: 'What interrupts speech output', language: 'Language', 'Gather.language': 'Language to recognise', 'Say.language': 'Language to speak',
  partialPrompts: 'Sends what was heard before the caller ends', preemptible: 'Newer output interrupts older', profanityFilter: 'Masks rude words', reportInputDuringAgentSpeech: 'What is reported during speech output',
  speechModel: 'Model for recognising speech', speechTimeout: 'Silence that ends speech', transcriptionLanguage: 'Language to recognise', transcriptionProvider: 'Who recognises speech', ttsLanguage: 'Language to speak', ttsProvider: 'Who speaks', voice: 'Voice',
  welcomeGreeting: 'What is said first', welcomeGreetingInterruptible: 'What interrupts the greeting', eotThreshold: 'How sure the end of a turn must be',
  answerOnBridge: 'The caller hears ringing until the called party answers', callerId: 'The number to show', hangupOnStar: 'The caller may end the dialled call with *', passports: 'Identity passports (SHAKEN)', recordingTrack: 'Which side to record',
  referUrl: 'URL that gets SIP REFER requests', referMethod: 'HTTP method for referUrl', ringTone: 'Country whose ringing tone is played', sequential: 'Dials one after another, not all at once', timeLimit: 'Longest call', timeout: 'How long to wait', callReason: 'Why you call, for branded calling',
  'Record.timeout': 'Silence that ends the recording', 'Gather.timeout': 'How long to wait for the next input', maxQueueSize: 'Longest queue', workflowSid: 'The TaskRouter workflow',
  actionOnEmptyResult: 'Asks action also when nothing came', bargeIn: 'Input interrupts what is said', enhanced: 'The enhanced speech model', finishOnKey: 'Keys that end the input', input: 'What to collect', maxSpeechTime: 'Longest speech', numDigits: 'How many digits to collect',
  partialResultCallback: 'URL that gets what is recognised so far', partialResultCallbackMethod: 'HTTP method for partialResultCallback', code: 'Language code', byoc: 'SID of the BYOC trunk',
  machineDetection: 'Finds out whether a machine answers', machineDetectionSilenceTimeout: 'Silence at the beginning', machineDetectionSpeechEndThreshold: 'Silence that ends the greeting', machineDetectionSpeechThreshold: 'Longest greeting of a person', machineDetectionTimeout: 'How long to listen',
  sendDigits: 'Keys to press after the answer', length: 'How long', bankAccountType: 'Kind of bank account', chargeAmount: 'Amount; 0 makes a token only', currency: 'Currency', description: 'What is paid for', maxAttempts: 'How often the caller may try', minPostalCodeLength: 'Shortest postal code',
  paymentConnector: 'The connector’s name', paymentMethod: 'How it is paid', postalCode: 'Whether to ask for a postal code', securityCode: 'Whether to ask for the security code', tokenType: 'Kind of token', validCardTypes: 'Cards that are taken',
  digits: 'Keys to play', loop: 'How often', attempt: 'At which attempts', cardType: 'For which cards', errorType: 'After which error', for: 'For which step', requireMatchingInputs: 'Asks twice and compares', postWorkActivitySid: 'Activity after the call', reservationSid: 'The TaskRouter reservation',
  maxLength: 'Longest recording', playBeep: 'A tone before recording', transcribe: 'Makes a transcription', transcribeCallback: 'URL that gets the transcription', channels: 'One channel or one for each side', track: 'Which side', reason: 'What the caller hears',
  participantIdentity: 'Name in the room', password: 'SIP password', username: 'SIP user name', priority: 'Priority', weight: 'Weight', connectorName: 'The connector’s name', from: 'Sender', to: 'Receiver',
  strength: 'How long, in words', time: 'How long: 2s or 500ms', level: 'How strong', 'xml:lang': 'Language', alphabet: 'Phonetic alphabet', ph: 'The pronunciation', pitch: 'Pitch', rate: 'Speed', volume: 'Volume', format: 'Order of a date’s parts', 'interpret-as': 'What the words are', alias: 'What to say instead', role: 'Part of speech or sense',
  audioFormat: 'Format of the audio', sampleRate: 'Samples a second', enableAutomaticPunctuation: 'Adds punctuation', inboundTrackLabel: 'Name of the caller’s side', outboundTrackLabel: 'Name of the other side', languageCode: 'Language', partialResults: 'Sends what is recognised so far', transcriptionEngine: 'Who recognises speech', sentimentAnalysis: 'Analyses the mood', id: 'SID of the assistant',
};

function describe(element) {
  for (const [name, attribute] of Object.entries(element.attributes)) {
    const meaning = ATTRIBUTE_MEANINGS[`${element.tag}.${name}`] ?? ATTRIBUTE_MEANINGS[attribute.preferred && !attribute.deprecated ? attribute.preferred : name];
    if (!meaning) throw new Error(`no meaning for ${element.tag} ${name}`);
    attribute.meaning = meaning;
  }
}

function addAttributes(id, element) {
  const facts = ATTRIBUTES[id] ?? {};
  for (const [name, more] of Object.entries(facts))
    for (const target of name === '*' ? Object.keys(element.attributes) : [name])
      element.attributes[target] = {...(element.attributes[target] ?? {type: 'text'}), ...more};
  for (const attribute of Object.values(element.attributes)) {
    if (OPEN_ENUMS[attribute.enum]) Object.assign(attribute, {open: true, form: OPEN_ENUMS[attribute.enum]});
    if (attribute.values && attribute.enum) delete attribute.enum;
  }
  element.attributes = Object.fromEntries(Object.entries(element.attributes).sort(([a], [b]) => a < b ? -1 : 1));
}

// Adds all of the above to a grammar in place. Throws where a fact is about something that the package does not have.
export function addFacts(grammar) {
  for (const [id, {parents, ...element}] of Object.entries(MORE_ELEMENTS)) {
    if (grammar.elements[id]) throw new Error(`the package has ${id} by now`);
    grammar.elements[id] = {tag: element.tag, product: id.split('.')[0], kind: element.kind, attributes: {}, children: [], ...element};
    for (const parent of parents) grammar.elements[parent].children.push(id);
  }
  for (const [name, values] of Object.entries(MORE_VALUES))
    grammar.enums[name].push(...values.filter(value => !grammar.enums[name].includes(value)));
  for (const table of [ATTRIBUTES, TEXTS, CHILD_CODES, ENDS, DEPRECATED, ELEMENT_MEANINGS, TEXT_MEANINGS])
    for (const id of Object.keys(table)) if (!grammar.elements[id]) throw new Error(`no element ${id}`);
  for (const [id, element] of Object.entries(grammar.elements)) {
    addAttributes(id, element);
    describe(element);
    if (!ELEMENT_MEANINGS[id]) throw new Error(`no meaning for ${id}`);
    element.meaning = ELEMENT_MEANINGS[id];
    if (TEXTS[id]) element.text = {...element.text, ...TEXTS[id]};
    // Words inside of speech markup: the package lets them be added to each, Twilio speaks them.
    if (element.kind === 'markup' && element.tag !== 'break') element.text ??= {};
    if (element.text && TEXT_MEANINGS[id]) element.text.meaning = TEXT_MEANINGS[id];
    if (CHILD_CODES[id]) element.child = CHILD_CODES[id];
    if (NEED_CHILD.includes(id)) element.needsChild = true;
    if (ENDS[id]) element.ends = ENDS[id];
    if (id in DEPRECATED) Object.assign(element, {deprecated: true}, DEPRECATED[id] ? {preferred: DEPRECATED[id]} : {});
  }
  const used = new Set(Object.values(grammar.elements).flatMap(e => Object.values(e.attributes).map(a => a.enum)));
  for (const name of Object.keys(grammar.enums)) if (!used.has(name)) delete grammar.enums[name];
}
