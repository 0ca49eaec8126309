import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useSessionState } from '../lib/session';
import { SideBar } from './SideBar';
import { SignInPage } from './SignInPage';
import { useTheme } from './theme';

/** The frame around every page; who is not signed in gets to sign in first and stays at the address. */
export function AppFrame() {
  const session = useSessionState();
  const theme = useTheme();
  return session.status === 'signed-in' ? (
    <Shell theme={theme} accountName={session.account.name} />
  ) : (
    <SignInPage reason={session.reason} />
  );
}

interface ShellProps {
  theme: ReturnType<typeof useTheme>;
  accountName: string;
}

function Shell({ theme, accountName }: ShellProps) {
  const path = useLocation({ select: (location) => location.pathname });
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  const [menuOpenAt, setMenuOpenAt] = useState<string>();

  useEffect(() => {
    if (shown.current !== path) {
      shown.current = path;
      // A new page starts at its top for the keyboard and the screen reader too.
      main.current?.focus();
    }
  }, [path]);

  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <div className="shell">
        <SideBar
          theme={theme}
          accountName={accountName}
          menuOpen={menuOpenAt === path}
          onToggleMenu={() => setMenuOpenAt(menuOpenAt === path ? undefined : path)}
        />
        <main className="shell-main" id="main" ref={main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </>
  );
}
