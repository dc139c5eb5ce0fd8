import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  LandingZoneSummary,
  O8Api,
} from '@orchestr8/backstage-plugin-o8-common';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import {
  createAnswer,
  createFakeApi,
  createLandingZone,
} from '../../__testUtils__/createFakeApi';
import { createFieldProps } from '../../__testUtils__/createFieldProps';
import { o8ApiRef } from '../../api';
import { O8LandingZonePicker } from './O8LandingZonePicker';

const [cluster] = createLandingZone().clusters;
const demo = createLandingZone({
  clusters: [cluster, { ...cluster, name: 'us-1', title: 'US 1' }],
});
const reviewed = createLandingZone({
  name: 'reviewed',
  title: 'Reviewed fleet',
  description: 'After somebody has looked at it',
  review: 'required',
});

function renderPicker(
  getLandingZones: O8Api['getLandingZones'],
  options: { value?: string } = {},
) {
  const onChange = jest.fn();
  function Field() {
    const [value, setValue] = useState(options.value);
    return (
      <O8LandingZonePicker
        {...createFieldProps<string>({
          formData: value,
          onChange: next => {
            onChange(next);
            setValue(next);
          },
        })}
      />
    );
  }
  renderInTestApp(<Field />, {
    apis: [[o8ApiRef, createFakeApi([], { getLandingZones })]],
  });
  return onChange;
}

const answering = (zones: LandingZoneSummary[]) => async () =>
  createAnswer(zones);

describe('O8LandingZonePicker', () => {
  it('offers the landing zones, with where each goes, by keyboard', async () => {
    const onChange = renderPicker(answering([demo, reviewed]));
    const select = await screen.findByRole('button', { name: /Landing zone/ });
    expect(onChange).not.toHaveBeenCalled();

    act(() => select.focus());
    await userEvent.keyboard('{Enter}');
    const options = screen.getAllByRole('option');
    expect(options[0]).toHaveTextContent(
      'Demo fleetproduction: Europe 1, US 1',
    );
    expect(options[1]).toHaveTextContent(
      'Reviewed fleetAfter somebody has looked at itproduction: Europe 1',
    );
    await userEvent.keyboard('{ArrowDown}{Enter}');

    expect(onChange).toHaveBeenCalledWith('reviewed');
    expect(
      await screen.findByText(
        'Reviewed: what you create waits until the pull request is merged.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Goes to production: Europe 1.')).toBeVisible();
  });

  it('chooses the only one, and says that there is no review', async () => {
    const described = { ...demo, description: 'Two clusters to try it' };
    const onChange = renderPicker(answering([described]));
    const review = await screen.findByText(
      'No review: what you create is pushed and deployed at once.',
    );
    // The usual, not a warning.
    expect(review.parentElement).toHaveTextContent(/^iNo review/);
    expect(review.closest('[aria-live]')).toHaveTextContent(
      /^Two clusters to try itGoes to production: Europe 1, US 1\.iNo review: [^:]*$/,
    );
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(onChange).toHaveBeenCalledWith('demo');
  });

  it('keeps what was chosen before', async () => {
    const onChange = renderPicker(answering([demo]), { value: 'gone' });
    expect(
      await screen.findByText(
        'There is no landing zone "gone" that you may use. Choose another.',
      ),
    ).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('says that it loads', async () => {
    renderPicker(() => new Promise(() => {}));
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Loading the landing zones…',
    );
    expect(screen.getByLabelText('Landing zone')).toBeDisabled();
  });

  it('says what failed, and tries again', async () => {
    const getLandingZones = jest.fn(answering([demo]));
    getLandingZones.mockRejectedValueOnce(new Error('The backend is away'));
    renderPicker(getLandingZones);
    expect(await screen.findByText('The backend is away')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(
      () => expect(screen.getByText('Demo fleet')).toBeInTheDocument(),
      { timeout: 4000 },
    );
  });

  it.each<[string, O8Api['getLandingZones']]>([
    ['there is none', answering([])],
    [
      'the user may use none',
      async () => {
        throw Object.assign(new Error('Forbidden'), { statusCode: 403 });
      },
    ],
  ])('says whom to ask where %s', async (_, getLandingZones) => {
    renderPicker(getLandingZones);
    expect(await screen.findByText('No landing zone')).toBeInTheDocument();
    expect(screen.getByText(/ask your platform team/)).toBeInTheDocument();
  });
});
