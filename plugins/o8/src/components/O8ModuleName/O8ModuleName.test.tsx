import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  ModuleNameAnswer,
  O8Api,
} from '@orchestr8/backstage-plugin-o8-common';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { createFakeApi } from '../../__testUtils__/createFakeApi';
import { createFieldProps } from '../../__testUtils__/createFieldProps';
import { o8ApiRef } from '../../api';
import { O8ModuleName } from './O8ModuleName';
import { runningValidations } from './runningValidations';

const FORM = { landingZone: 'demo', owner: 'group:default/a' };

const answering = (
  state: ModuleNameAnswer['state'],
  message: string | null = null,
  ownerMessage: string | null = null,
) =>
  jest.fn<Promise<ModuleNameAnswer>, Parameters<O8Api['checkModuleName']>>(
    async ({ name }) => ({ name, state, message, ownerMessage }),
  );

function renderName(
  checkModuleName: O8Api['checkModuleName'],
  formData: Record<string, string> = FORM,
) {
  function Field() {
    const [value, setValue] = useState<string>();
    const [form, setForm] = useState(formData);
    return (
      <>
        <O8ModuleName
          {...createFieldProps<string>({
            formData: value,
            onChange: setValue,
            formContext: { formData: form },
          })}
        />
        <button onClick={() => setForm({ ...form, landingZone: 'other' })}>
          other zone
        </button>
      </>
    );
  }
  renderInTestApp(<Field />, {
    apis: [[o8ApiRef, createFakeApi([], { checkModuleName })]],
  });
}

const field = () => screen.findByRole('textbox', { name: /Name/ });

describe('O8ModuleName', () => {
  it('says what a name may be, and nothing about none', async () => {
    const check = answering('free');
    renderName(check);
    expect(await field()).toHaveAccessibleDescription(
      /^a-z, 0-9 and "-", at most 40 characters/,
    );
    expect(screen.queryByText('Checking…')).not.toBeInTheDocument();
    expect(check).not.toHaveBeenCalled();
  });

  it('asks once when typing pauses, and says that it is free', async () => {
    const check = answering('free');
    renderName(check);
    await userEvent.type(await field(), 'billing');
    expect(screen.getByText('Checking…')).toBeInTheDocument();

    const free = await screen.findByText('"billing" is free');
    expect(free.parentElement).toHaveTextContent('✓"billing" is free');
    expect(free.closest('[aria-live="polite"]')).not.toBeNull();
    expect(await field()).toHaveAccessibleDescription(/"billing" is free$/);
    expect(check).toHaveBeenCalledTimes(1);
    expect(check).toHaveBeenCalledWith(
      { name: 'billing', zone: 'demo', owner: 'group:default/a' },
      { signal: expect.any(AbortSignal) },
    );
  });

  it.each([
    ['resumable', '▲', 'Can be continued', false],
    ['complete', '▲', 'Exists already', false],
    ['taken', '✕', 'Taken', true],
    ['invalid', '✕', 'Not possible', true],
    ['unknown', '?', 'Not checked', false],
  ] as const)('shows %s as "%s %s"', async (state, glyph, word, isWrong) => {
    renderName(answering(state, 'This is why.'));
    await userEvent.type(await field(), 'billing');
    const said = await screen.findByText(word);
    expect(said.parentElement).toHaveTextContent(`${glyph}${word}`);
    expect(screen.getByText('This is why.')).toBeInTheDocument();
    expect(await field()).toHaveAttribute('aria-invalid', String(isWrong));
  });

  it('says at once what no name may be, and asks nobody', async () => {
    const check = answering('free');
    renderName(check);
    await userEvent.type(await field(), 'kube-x');
    expect(
      screen.getByText('This name is reserved: Kubernetes uses "kube-…".'),
    ).toBeInTheDocument();
    expect(screen.getByText('Not possible')).toBeInTheDocument();
    await new Promise(resolve => setTimeout(resolve, 400));
    expect(check).not.toHaveBeenCalledWith(
      expect.objectContaining({ name: 'kube-x' }),
      expect.anything(),
    );
  });

  it('drops the answer to a name that was changed meanwhile', async () => {
    const check = answering('free');
    let signal: AbortSignal | undefined;
    check.mockImplementationOnce(
      (_, options) =>
        new Promise((_resolve, reject) => {
          signal = options?.signal;
          signal?.addEventListener('abort', () => reject(signal?.reason));
        }),
    );
    renderName(check);
    await userEvent.type(await field(), 'bill');
    await waitFor(() => expect(check).toHaveBeenCalledTimes(1));
    await userEvent.type(await field(), 'ing');
    expect(signal?.aborted).toBe(true);
    expect(await screen.findByText('"billing" is free')).toBeInTheDocument();
  });

  it('asks again for another landing zone', async () => {
    const check = answering('free');
    renderName(check);
    await userEvent.type(await field(), 'billing');
    await screen.findByText('"billing" is free');
    await userEvent.click(screen.getByText('other zone'));
    expect(screen.queryByText('"billing" is free')).not.toBeInTheDocument();
    await screen.findByText('"billing" is free');
    expect(check.mock.calls.map(([{ zone }]) => zone)).toEqual([
      'demo',
      'other',
    ]);
  });

  it('says that the owner is not there', async () => {
    const said = 'The catalog has no group or user "group:default/a".';
    renderName(answering('free', null, said));
    await userEvent.type(await field(), 'billing');
    const problem = await screen.findByText(said);
    expect(problem.parentElement).toHaveTextContent(`✕${said}`);
    expect(screen.getByText('"billing" is free')).toBeInTheDocument();
    expect(await field()).toHaveAccessibleDescription(
      expect.stringContaining(said),
    );
  });

  it('says that it is checked while the form goes on', async () => {
    renderName(answering('free'));
    await userEvent.type(await field(), 'billing');
    await screen.findByText('"billing" is free');
    let end = () => {};
    const running = new Promise<void>(resolve => {
      end = resolve;
    });
    let validation = Promise.resolve();
    act(() => {
      validation = runningValidations.track(running);
    });
    expect(screen.getByText('Checking…')).toBeInTheDocument();
    expect(screen.queryByText('"billing" is free')).not.toBeInTheDocument();
    await act(async () => {
      end();
      await validation;
    });
    expect(screen.getByText('"billing" is free')).toBeInTheDocument();
  });

  it('waits twelve seconds for an answer, and offers another try', async () => {
    const check = answering('free');
    check.mockReturnValueOnce(new Promise(() => {}));
    renderName(check);
    await field();
    jest.useFakeTimers();
    try {
      fireEvent.change(screen.getByRole('textbox', { name: /Name/ }), {
        target: { value: 'billing' },
      });
      await act(async () => jest.advanceTimersByTimeAsync(300 + 11_999));
      expect(screen.getByText('Checking…')).toBeInTheDocument();
      await act(async () => jest.advanceTimersByTimeAsync(1));
      expect(screen.getByText('Not checked')).toBeInTheDocument();
      expect(
        screen.getByText('The backend did not answer within 12 s.'),
      ).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('"billing" is free')).toBeInTheDocument();
  });

  it('waits for the landing zone', async () => {
    const check = answering('free');
    renderName(check, {});
    await userEvent.type(await field(), 'billing');
    expect(
      screen.getByText('Choose a landing zone to see whether it is free'),
    ).toBeInTheDocument();
    expect(check).not.toHaveBeenCalled();
  });

  it('says that the backend failed, and tries again by keyboard', async () => {
    const check = answering('free');
    check.mockRejectedValueOnce(new Error('The backend is away'));
    renderName(check);
    await userEvent.type(await field(), 'billing');
    expect(await screen.findByText('The backend is away')).toBeInTheDocument();
    const retry = screen.getByRole('button', { name: 'Try again' });
    act(() => retry.focus());
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('"billing" is free')).toBeInTheDocument();
  });
});
