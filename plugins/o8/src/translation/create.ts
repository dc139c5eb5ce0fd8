/** Texts of the fields of forms that create modules. */
export const create = {
  zone: {
    label: 'Landing zone',
    loading: 'Loading the landing zones…',
    errorTitle: 'The landing zones could not be loaded',
    emptyTitle: 'No landing zone',
    emptyDescription:
      'Where the module can go would be here. No landing zone is set up, or you may use none: ask your platform team to list one under "o8.landingZones", or to allow you "o8.landing-zone.use".',
    gone: 'There is no landing zone "{{name}}" that you may use. Choose another.',
    unchecked: 'The landing zone could not be checked: {{message}}. Try again.',
    places: '{{environment}}: {{clusters}}',
    goesTo: 'Goes to {{places}}.',
    review: {
      none: 'No review: what you create is pushed and deployed at once.',
      required:
        'Reviewed: what you create waits until the pull request is merged.',
    },
  },
  name: {
    label: 'Name',
    grammar:
      'a-z, 0-9 and "-", at most 40 characters; begins with a letter, does not end with "-", and never changes',
    invalid: 'This name {{problem}}.',
    free: '"{{name}}" is free',
    noZone: 'Choose a landing zone to see whether it is free',
    unchecked: 'The name could not be checked: {{message}} Try again.',
    late: 'The backend did not answer within {{seconds}} s.',
    word: {
      checking: 'Checking…',
      resumable: 'Can be continued',
      complete: 'Exists already',
      taken: 'Taken',
      invalid: 'Not possible',
      unknown: 'Not checked',
    },
  },
} as const;
