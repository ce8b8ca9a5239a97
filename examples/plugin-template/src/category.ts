import {
  CATEGORY_CONTRACT,
  defineCategory,
  formatTime,
  integerSetting,
  textSetting,
} from '@aemm/core';

export const rack = defineCategory({
  id: 'rack',
  contract: CATEGORY_CONTRACT,
  description: 'Where the machine stands, and when it is moved',
  settings: {
    room: textSetting({ description: 'room that the rack is in', default: 'blue' }),
    'move-delay-sec': integerSetting({
      description: 'seconds from the start until a move is announced',
      default: 0,
    }),
  },
  leaves: [
    {
      key: 'rack-room',
      path: 'meta-data/rack/room',
      value: ({ settings }) => settings.room,
    },
  ],
  notices: [
    {
      key: 'rack-move',
      path: 'meta-data/rack/move',
      trigger: ({ settings }) => ({ delaySec: settings['move-delay-sec'] }),
      value: ({ firedAt }) => ({ state: 'announced', since: formatTime(firedAt) }),
    },
  ],
});
