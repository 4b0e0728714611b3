/** Settings of the site itself: names, address, time zone, how citizens are spoken of, the idle lock. */
import { ADDRESS_FORMS, type SiteConfig } from '../../server/protocol/config.js';
import type { Child } from '../shared/dom.js';
import { about, form, heading } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';

/** Zones that a hall of this country, or of its neighbours, may stand in. */
const ZONES = [
  'Asia/Ho_Chi_Minh',
  'Asia/Vientiane',
  'Asia/Phnom_Penh',
  'Asia/Bangkok',
  'Asia/Shanghai',
  'Asia/Taipei',
  'Asia/Seoul',
  'Asia/Tokyo',
];
/** Choice that opens a field for any other zone. */
const OTHER = 'other';

export function siteSection(tools: AdminTools): Section {
  const change = (how: (site: SiteConfig['site']) => void): void =>
    tools.edit((draft) => how(draft.site));

  function view(scene: AdminScene): Child {
    const { fields } = tools;
    const { say } = scene.words;
    const { site } = scene.draft;
    const known = ZONES.includes(site.timeZone);
    return [
      heading(say('admin.nav.site')),
      form(
        fields.words({
          ...about(scene, 'site.name'),
          value: site.name,
          set: (name) => change((one) => (one.name = name)),
        }),
        fields.text({
          ...about(scene, 'site.address'),
          most: 300,
          value: site.address,
          set: (address) => change((one) => (one.address = address)),
        }),
        fields.text({
          ...about(scene, 'site.phone'),
          half: true,
          type: 'tel',
          most: 40,
          value: site.phone,
          set: (phone) => change((one) => (one.phone = phone)),
        }),
        fields.select({
          ...about(scene, known ? 'site.timeZone' : 'site.timeZone.choice', 'site.timeZone'),
          half: true,
          value: known ? site.timeZone : OTHER,
          options: [
            ...ZONES.map((id) => ({ id, label: say(`settings.site.timeZone.options.${id}`) })),
            { id: OTHER, label: say('settings.site.timeZone.other') },
          ],
          set: (zone) => change((one) => (one.timeZone = zone === OTHER ? '' : zone)),
        }),
        !known &&
          fields.text({
            path: 'site.timeZone',
            label: say('settings.site.timeZone.free'),
            help: say('settings.site.timeZone.freeHelp'),
            most: 64,
            value: site.timeZone,
            set: (zone) => change((one) => (one.timeZone = zone)),
          }),
        fields.choice({
          ...about(scene, 'site.addressForm'),
          value: site.addressForm,
          options: ADDRESS_FORMS.map((id) => ({
            id,
            label: say(`settings.site.addressForm.options.${id}`),
          })),
          set: (value) =>
            change((one) => {
              one.addressForm = ADDRESS_FORMS.find((each) => each === value) ?? one.addressForm;
            }),
        }),
        fields.number({
          ...about(scene, 'site.idleLockSeconds'),
          least: 0,
          most: 3600,
          unit: say('admin.units.seconds'),
          value: site.idleLockSeconds,
          set: (seconds) => change((one) => (one.idleLockSeconds = seconds)),
        }),
      ),
    ];
  }

  return { id: 'site', view };
}
